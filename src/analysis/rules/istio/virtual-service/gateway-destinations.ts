import type { MeshModel } from '../../../model/mesh-model';
import { RouteDestination, MESH_GATEWAY, VirtualService } from '../../../model/virtual-service';

/** A destination that gateways forward to. */
export interface GatewayDestination {
  readonly virtualService: VirtualService;
  readonly destination: RouteDestination;
  /** `<namespace>/<name>` of the Gateways that forward to it. */
  readonly gateways: readonly string[];
}

/** All destinations of VirtualServices that gateways forward to. */
export function gatewayDestinations(model: MeshModel): readonly GatewayDestination[] {
  return model.once('destinations of gateways', () => model.virtualServices.flatMap(virtualService => {
    const bound = virtualService.gateways.filter(name => name !== MESH_GATEWAY);
    if (bound.length === 0) { return []; }
    const http = virtualService.http.map(({ matches, action }) => ({ matches, destinations: action.kind === 'route' ? action.destinations : [] }));
    return [...http, ...virtualService.tls, ...virtualService.tcp].flatMap(({ matches, destinations }) => {
      const takesAll = matches.length === 0 || matches.some(match => match.gateways.length === 0);
      const gateways = takesAll ? bound : bound.filter(name => matches.some(match => match.gateways.includes(name)));
      return gateways.length === 0 ? [] : destinations.map(destination => ({ virtualService, destination, gateways }));
    });
  }));
}
