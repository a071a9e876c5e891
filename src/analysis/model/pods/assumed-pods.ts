import { groupKindOf } from '../../base/group-kind';
import { isRecord } from '../../base/json';
import type { KubernetesObject } from '../../base/kubernetes-object';
import { sidecarOf } from '../sidecar';
import { workloadOf } from '../workload';

const SIDECAR = 'networking.istio.io/Sidecar';

/** Name of an assumed pod in messages: any pod of its namespace. */
export const ANY_NAME = '*';

/**
 * One pod for each Sidecar whose namespace has no workload among the objects: the workloads that it is for are applied from elsewhere. The pod has the
 * labels that the Sidecar selects. A Sidecar of the whole mesh gets none.
 */
export function assumedPods(objects: readonly KubernetesObject[], rootNamespace: string): KubernetesObject[] {
  const sidecars = objects.filter(object => isRecord(object) && groupKindOf(object) === SIDECAR).map(object => sidecarOf(object, 0));
  if (sidecars.length === 0) { return []; }
  const populated = new Set<string>();
  objects.forEach((object, index) => {
    const workload = isRecord(object) ? workloadOf(object, index) : undefined;
    if (workload) { populated.add(workload.namespace); }
  });
  return sidecars
    .filter(({ namespace }) => namespace !== rootNamespace && !populated.has(namespace))
    .map(({ namespace, selector }) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: ANY_NAME, namespace, labels: { ...selector } }, spec: {} }));
}
