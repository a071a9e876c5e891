import { isRecord, listOf, recordOf, textOf } from '../../base/json';
import { describeRef, refOf } from '../../base/object-ref';
import type { MeshModel } from '../../model/mesh-model';
import type { Service } from '../../model/service';

/** The route of the Kubernetes Gateway API for the traffic of sidecars to a service. Undefined if there is none. */
export function routedByGatewayApi(model: MeshModel, service: Service): string | undefined {
  return model.onceForAllOrders('routes of the Gateway API', () => {
    const routes = new Map<string, string>();
    for (const object of model.meshRoutes) {
      const route = refOf(object, -1);
      for (const parent of listOf(recordOf(object.spec).parentRefs).filter(isRecord)) {
        // A parent without a kind is a Gateway, which does not affect sidecars.
        const kind = textOf(parent.kind);
        if (kind !== 'Service' && kind !== 'ServiceEntry') { continue; }
        routes.set(`${kind} ${textOf(parent.namespace) ?? route.namespace}/${textOf(parent.name) ?? ''}`, describeRef(route));
      }
    }
    return routes;
  }).get(describeRef(service.ref));
}
