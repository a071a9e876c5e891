import type { Selecting } from './selectors';
import { JsonObject, recordOf } from '../../base/json';
import type { KubernetesObject } from '../../base/kubernetes-object';

/** API group and kind of Telemetries. */
export const TELEMETRY = ['telemetry.istio.io/Telemetry'];

/** API group and kind of Telemetries, and how they select workloads. */
export const TELEMETRY_SELECTING: Selecting = { kind: TELEMETRY[0], selectorField: 'selector', labelsField: 'matchLabels' };

/** `spec` of a Telemetry; an empty object if it has none. */
export function specOf(object: KubernetesObject): JsonObject {
  return recordOf(object.spec);
}
