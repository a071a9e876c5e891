import { isLiveHttpRule } from './http-rules';
import { objectsOf } from './mesh-objects';
import { JsonObject, listOf, recordOf, textOf } from '../../base/json';
import { refOf } from '../../base/object-ref';
import { portNumberOf } from '../../base/port-number';
import type { MeshModel } from '../../model/mesh-model';
import type { Service } from '../../model/service';
import { HttpRule, RouteDestination, routeDestinations, VirtualService } from '../../model/virtual-service';
import { ClusterDomain, serviceSuffix } from '../../syntax/service-hosts';

/** A destination of requests that a VirtualService forwards. */
export interface HttpDestination {
  readonly virtualService: VirtualService;
  readonly destination: RouteDestination;
  /** `mesh`, or `<namespace>/<name>` of Gateways, where the rule applies. */
  readonly gateways: readonly string[];
}

/** The destinations of all `http` rules that apply to requests. */
export function httpDestinations(model: MeshModel): readonly HttpDestination[] {
  return model.once('destinations of requests', () => {
    const routed = model.virtualServices.filter(({ hosts }) => hosts.length > 0);
    return routed.flatMap(virtualService => virtualService.http.filter(rule => isLiveHttpRule(model, virtualService, rule)).flatMap(rule => {
      const gateways = gatewaysOf(virtualService, rule);
      return routeDestinations(rule.action).map(destination => ({ virtualService, destination, gateways }));
    }));
  });
}

function gatewaysOf({ gateways }: VirtualService, { matches }: HttpRule): readonly string[] {
  const takesAll = matches.length === 0 || matches.some(match => match.gateways.length === 0);
  return takesAll ? gateways : gateways.filter(name => matches.some(match => match.gateways.includes(name)));
}

/** Whether a route leads requests to a port of a service: one of a VirtualService, of the Gateway API or of an Ingress. */
export function hasHttpRouteTo(model: MeshModel, { host }: Pick<Service, 'host'>, port: number): boolean {
  const ports = portsWithRequests(model).get(host);
  return ports !== undefined && (ports.has(port) || ports.has(ANY_PORT));
}

/** Whether routes lead requests to a service, but none of them to this port. */
export function hasHttpRoutesElsewhere(model: MeshModel, { host }: Pick<Service, 'host'>, port: number): boolean {
  return portsWithRequests(model).has(host) && !hasHttpRouteTo(model, { host }, port);
}

/** A route that does not name the port as a number. */
const ANY_PORT = undefined;

function portsWithRequests(model: MeshModel): ReadonlyMap<string, ReadonlySet<number | undefined>> {
  return model.once('ports with requests', () => {
    const ports = new Map<string, Set<number | undefined>>();
    const add = (host: string, port: number | undefined) => ports.set(host, (ports.get(host) ?? new Set()).add(port));
    for (const { destination: { host, port } } of httpDestinations(model)) { add(host, port); }
    for (const route of model.meshRoutes) {
      const { namespace } = refOf(route, 0);
      for (const rule of listOf(recordOf(route.spec).rules).map(recordOf)) {
        for (const { kind, name, namespace: other, port } of route.kind === 'HTTPRoute' || route.kind === 'GRPCRoute' ? listOf(rule.backendRefs).map(recordOf) : []) {
          const host = kind === 'Hostname' ? textOf(name) ?? '' : serviceHost(textOf(name), textOf(other) || namespace, model.settings);
          add(host, portNumberOf(port) ?? ANY_PORT);
        }
      }
    }
    for (const { ref, spec } of objectsOf(model, 'networking.k8s.io/Ingress')) {
      const paths = listOf(spec.rules).flatMap(rule => listOf(recordOf(recordOf(rule).http).paths)).map(recordOf);
      for (const service of [spec.defaultBackend, ...paths.map(({ backend }) => backend)].map(backend => recordOf(recordOf(backend).service))) {
        add(serviceHost(textOf(service.name), ref.namespace, model.settings), ingressPort(service));
      }
    }
    return ports;
  });
}

function serviceHost(name: string | undefined, namespace: string, domain: ClusterDomain): string {
  return `${name ?? ''}.${namespace}${serviceSuffix(domain)}`;
}

function ingressPort({ port }: JsonObject): number | undefined {
  return portNumberOf(recordOf(port).number) ?? ANY_PORT;
}
