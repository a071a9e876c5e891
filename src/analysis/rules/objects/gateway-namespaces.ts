import { podsOf } from './gateway-pods';
import { GATEWAY } from './gateway-spec';
import { objectsOf } from './mesh-objects';
import type { MeshModel } from '../../model/mesh-model';

/** The workloads of a namespace, as far as the objects show. */
export type WorkloadsInNamespace = 'gateways' | 'others' | 'unknown';

/** Whether only gateways run in a namespace, or other workloads too. */
export function workloadsInNamespace(model: MeshModel, namespace: string): WorkloadsInNamespace {
  const known = model.once('workloads in namespaces', () => {
    const gateways = new Set(objectsOf(model, GATEWAY[0]).flatMap(gateway => podsOf(model, gateway)).map(({ object }) => object));
    const byNamespace = new Map<string, WorkloadsInNamespace>();
    for (const workload of model.workloads) {
      if (!gateways.has(workload.ref.index)) {
        byNamespace.set(workload.namespace, 'others');
      } else if (!byNamespace.has(workload.namespace)) {
        byNamespace.set(workload.namespace, 'gateways');
      }
    }
    return byNamespace;
  });
  return known.get(namespace) ?? 'unknown';
}
