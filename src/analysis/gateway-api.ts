import { isRecord, listOf, recordOf, textOf } from './json';
import type { MeshModel } from './mesh-model';
import { describeRef, refOf } from './object-ref';
import type { Service } from './service';

/** The route of the Kubernetes Gateway API that decides about the traffic of sidecars to a service; undefined if there is none. */
export function routedByGatewayApi(model: MeshModel, service: Service): string | undefined {
  return model.once('routes of the Gateway API', () => {
    const routes = new Map<string, string>();
    for (const object of model.meshRoutes) {
      const route = refOf(object, -1);
      for (const parent of listOf(recordOf(object.spec).parentRefs).filter(isRecord)) {
        // What names no kind is a Gateway, which sidecars have nothing to do with.
        const kind = textOf(parent.kind);
        if (kind !== 'Service' && kind !== 'ServiceEntry') { continue; }
        routes.set(`${kind} ${textOf(parent.namespace) ?? route.namespace}/${textOf(parent.name) ?? ''}`, describeRef(route));
      }
    }
    return routes;
  }).get(describeRef(service.ref));
}
