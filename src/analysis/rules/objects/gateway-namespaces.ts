import { podsOf } from './gateway-pods';
import { GATEWAY } from './gateway-spec';
import { objectsOf } from './mesh-objects';
import type { MeshModel } from '../../model/mesh-model';

/** The workloads of a namespace, as far as the objects show. */
export type WorkloadsInNamespace = 'gateways' | 'others' | 'unknown';

/** Whether only gateways run in a namespace, or other workloads too. */
export function workloadsInNamespace(model: MeshModel, namespace: string): WorkloadsInNamespace {
  return kinds(model).get(namespace) ?? 'unknown';
}

/** The namespaces with workloads other than gateways. */
export function namespacesWithClients(model: MeshModel): ReadonlySet<string> {
  return model.once('namespaces with clients', () => new Set([...kinds(model)].filter(([, workloads]) => workloads === 'others').map(([namespace]) => namespace)));
}

function kinds(model: MeshModel): ReadonlyMap<string, WorkloadsInNamespace> {
  return model.once('workloads in namespaces', () => {
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
}
