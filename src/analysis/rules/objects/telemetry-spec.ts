import { JsonObject, recordOf } from '../../base/json';
import type { KubernetesObject } from '../../base/kubernetes-object';

/** API group and kind of the rules in this folder. */
export const TELEMETRY = ['telemetry.istio.io/Telemetry'];

/** `spec` of a Telemetry; an empty object if it has none. */
export function specOf(object: KubernetesObject): JsonObject {
  return recordOf(object.spec);
}
