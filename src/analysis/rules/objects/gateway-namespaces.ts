import { podsOf } from './gateway-pods';
import { GATEWAY } from './gateway-spec';
import { objectsOf } from './mesh-objects';
import type { MeshModel } from '../../model/mesh-model';

/** Who runs in a namespace, as far as the objects show. */
export type Inhabitants = 'gateways' | 'others' | 'unknown';

/** Whether only gateways run in a namespace, or others too. */
export function inhabitantsOf(model: MeshModel, namespace: string): Inhabitants {
  const known = model.once('inhabitants of namespaces', () => {
    const gateways = new Set(objectsOf(model, GATEWAY[0]).flatMap(gateway => podsOf(model, gateway)).map(({ object }) => object));
    const inhabitants = new Map<string, Inhabitants>();
    for (const workload of model.workloads) {
      if (!gateways.has(workload.ref.index)) {
        inhabitants.set(workload.namespace, 'others');
      } else if (!inhabitants.has(workload.namespace)) {
        inhabitants.set(workload.namespace, 'gateways');
      }
    }
    return inhabitants;
  });
  return known.get(namespace) ?? 'unknown';
}
