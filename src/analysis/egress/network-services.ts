import { groupBy } from '../base/group-by';
import type { KubernetesObject } from '../base/kubernetes-object';
import { Exposure, isExposedTo } from '../model/exposure';
import type { MeshModel } from '../model/mesh-model';
import { MESH_GATEWAY, routeDestinations, StaticMatch, VirtualService } from '../model/virtual-service';

/** An object that declares services. */
export interface ServicePlace {
  readonly object: KubernetesObject;
  /** Whether it is not part of the app: only what clients use is known. */
  readonly isAssumed: boolean;
}

/** A host of a Service or a ServiceEntry. */
export interface NamedService {
  readonly host: string;
  readonly namespace: string;
  readonly exposure: Exposure;
  readonly isKubernetes: boolean;
  readonly place: ServicePlace;
}

/** The services of meshes, by host. */
export class NetworkServices {
  public readonly all: readonly NamedService[];
  private readonly byHost: ReadonlyMap<string, readonly NamedService[]>;

  public constructor(written: MeshModel, assumed: MeshModel) {
    this.all = [...servicesOf(written, false), ...servicesOf(assumed, true)];
    this.byHost = groupBy(this.all, ({ host }) => host);
  }

  public withHost(host: string): readonly NamedService[] {
    return this.byHost.get(host) ?? [];
  }
}

/** The services of a mesh in the order of their objects. In the mesh, a host is one service for each of its addresses; here it is one. */
function servicesOf(model: MeshModel, isAssumed: boolean): NamedService[] {
  const byObject = [...groupBy(model.services, ({ ref }) => ref.index)].sort(([a], [b]) => a - b);
  return byObject.flatMap(([index, services]) => {
    const place = { object: model.objects[index], isAssumed };
    return [...new Map(services.map(service => [service.host, service])).values()]
      .map(({ host, namespace, exposure, isKubernetes }) => ({ host, namespace, exposure, isKubernetes, place }));
  });
}

/** A route of sidecars, from VirtualServices. */
export interface SidecarRoute {
  readonly hosts: readonly string[];
  readonly section: 'http' | 'tls' | 'tcp';
  /** The ports of the service that it is for. Undefined: all. */
  readonly port?: number;
  readonly destinations: readonly { readonly host: string; readonly port?: number }[];
  /** Whether it is for clients of a namespace. */
  isFor(namespace: string): boolean;
}

/** The routes of sidecars in a mesh, those of delegates included. */
export function sidecarRoutes(model: MeshModel): SidecarRoute[] {
  return [...model.virtualServices].sort((a, b) => a.ref.index - b.ref.index).flatMap(virtualService => {
    const { http, tls, tcp } = virtualService;
    return [
      ...http.flatMap(({ matches, action }) => routesFor(virtualService, 'http', matches, routeDestinations(action))),
      ...tls.flatMap(({ matches, destinations }) => routesFor(virtualService, 'tls', matches, destinations)),
      ...tcp.flatMap(({ matches, destinations }) => routesFor(virtualService, 'tcp', matches, destinations)),
    ];
  });
}

const ALWAYS: StaticMatch = { gateways: [], sourceLabels: {} };

function routesFor(
  { hosts, exposure, gateways }: VirtualService,
  section: SidecarRoute['section'],
  matches: readonly StaticMatch[],
  destinations: SidecarRoute['destinations'],
): SidecarRoute[] {
  return (matches.length > 0 ? matches : [ALWAYS])
    .filter(match => (match.gateways.length > 0 ? match.gateways : gateways).includes(MESH_GATEWAY))
    .map(({ port, sourceNamespace }) => ({
      hosts,
      section,
      port,
      destinations,
      isFor: namespace => isExposedTo(exposure, namespace) && (sourceNamespace === undefined || sourceNamespace === namespace),
    }));
}
