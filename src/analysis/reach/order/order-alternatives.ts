import { competitionOn } from './competition';
import { isOrderFree } from './order-free';
import { isOrderOpen, possibleOrders } from '../../model/age-orders';
import type { MeshModel } from '../../model/mesh-model';
import type { Service } from '../../model/service';
import { destinationsMeant, MESH_GATEWAY, tlsRulesMeant, VirtualService } from '../../model/virtual-service';
import { VirtualServiceIndex } from '../../model/virtual-service-index';
import { isIpAddress } from '../../syntax/addresses';
import { hostsOverlap } from '../../syntax/hosts';
import { splitNamespace } from '../../syntax/namespaced-name';
import type { ListenerContext } from '../proxy/listener-context';
import type { Connection } from '../proxy/outcome';

/** The fields of a connection that decide which objects are relevant. */
type Wanted = Pick<Connection, 'host' | 'port'>;

/** The objects that are relevant for a connection. */
interface Relevant {
  readonly services: readonly Service[];
  readonly virtualServices: readonly VirtualService[];
}

/** Maximum number of hosts with several services that are considered in addition to the hosts of the question. */
const MAX_SHARED_HOSTS = 4;

/** Maximum number of services, and of VirtualServices, whose orders are tried. Each order needs a model of its own. */
const MAX_RELEVANT = 24;

/** Maximum number of services that represent all services covered by a wildcard of a VirtualService, and of hosts that represent its other hosts. */
const MAX_COVERED = 2;

/**
 * The meshes that the objects can form. istiod processes many objects oldest first, and the age of objects that are not applied yet is unknown. Each
 * mesh contains only the objects that are relevant for the connection. The order of the given mesh is left out. Empty if their order is certain, or decides nothing.
 *
 * @returns undefined if too many objects are relevant
 */
export function orderAlternatives(context: ListenerContext, connection: Wanted, addresses: readonly (string | undefined)[]): MeshModel[] | undefined {
  if (needsOneOrder(context, connection, addresses)) { return []; }
  const { services, virtualServices } = relevantTo(context, connection, addresses);
  if (!isOrderOpen(services) && !isOrderOpen(virtualServices)) { return []; }
  if (virtualServices.length === 0 && isOrderFree(context, services, connection.port)) { return []; }
  if (Math.max(services.length, virtualServices.length) > MAX_RELEVANT) { return undefined; }
  const [serviceOrders, virtualServiceOrders] = [possibleOrders(services), possibleOrders(virtualServices)];
  const lastServices = serviceOrders[serviceOrders.length - 1];
  // The two orders rarely affect each other, so each is combined only with the first and the last of the other.
  return [
    // The first order is that of the mesh itself, which the caller asks anyway.
    ...serviceOrders.slice(1).map(order => context.model.reordered(order, virtualServices)),
    ...virtualServiceOrders.slice(1).flatMap(order => [services, lastServices].map(other => context.model.reordered(other, order))),
  ];
}

/**
 * The objects that are relevant for a connection, in the order of the model.
 *
 * @param addresses the addresses that the client can connect to
 */
export function relevantTo(context: ListenerContext, connection: Wanted, addresses: readonly (string | undefined)[]): Relevant {
  const { model, scope, client } = context;
  const competition = competitionOn(context, connection.port);
  const named = new Set(hostsNamed(context, connection, addresses));
  const chosen = new Set([
    ...competition.alike.flatMap(services => services.filter(({ host }) => !named.has(host)).slice(0, 1)),
    ...addresses.flatMap(address => competition.byAddress.get(address ?? '') ?? []),
  ]);
  const hosts = new Set<string>([
    ...named,
    ...scope.egressProxy ? [scope.egressProxy.host] : [],
    ...competition.sharedHosts.slice(0, MAX_SHARED_HOSTS),
  ]);
  const virtualServices = new Set<VirtualService>();
  const meantBy = { namespace: client.namespace, gateway: MESH_GATEWAY, names: [connection.host] };
  // Destinations of VirtualServices can have VirtualServices, but a request is routed only once: one more step is enough.
  for (let step = 0; step < 2; step++) {
    for (const service of chosen) { hosts.add(service.host); }
    const about = [...hosts, connection.host ?? ''];
    for (const virtualService of scope.listeners.flatMap(listener => VirtualServiceIndex.of(listener.virtualServices).overlapping(...about))) {
      if (virtualServices.has(virtualService)) { continue; }
      virtualServices.add(virtualService);
      for (const { host } of destinationsMeant(virtualService, meantBy)) { hosts.add(host); }
      for (const host of hostsThatMatter(model, virtualService, hosts)) {
        hosts.add(host);
        for (const covered of host.startsWith('*') ? coveredHosts(context, host, connection.port) : []) { hosts.add(covered); }
      }
    }
    for (const host of hosts) {
      for (const service of model.servicesOf(host)) { chosen.add(service); }
    }
  }
  return {
    services: [...chosen].sort((a, b) => model.rankOf(a) - model.rankOf(b)),
    virtualServices: [...virtualServices].sort((a, b) => model.rankOfVirtualService(a) - model.rankOfVirtualService(b))
      // A part of a long one says the same about the connection. Each order has listeners of its own, which must not have chains for all names.
      .map(all => all.hosts.length <= MAX_RELEVANT ? all : { ...all, hosts: hostsThatMatter(model, all, hosts), tls: tlsRulesMeant(all, meantBy) }),
  };
}

/** The hosts of services that a client can mean. */
function hostsNamed({ model, client }: ListenerContext, { host }: Wanted, addresses: readonly (string | undefined)[]): readonly string[] {
  if (host !== undefined && !isIpAddress(host)) { return model.hostsMeantBy(host, client.namespace); }
  // Without a name, the Host of a request is the address.
  const meant = host === undefined ? addresses.filter(address => address !== undefined) : [host];
  return meant.flatMap(name => [...model.hostsMeantBy(name, client.namespace), ...model.servicesAt(name).map(service => service.host)]);
}

/** Whether one order is enough, whatever is relevant: no order decides for any service of the port, and the connection names no other service. */
function needsOneOrder(context: ListenerContext, connection: Wanted, addresses: readonly (string | undefined)[]): boolean {
  const free = orderFreeServices(context, connection.port);
  const isFree = (host: string) => context.model.servicesOf(host).every(service => free.has(service));
  return free.size > 0 && hostsNamed(context, connection, addresses).every(isFree);
}

/**
 * All services that can be relevant on a port of a sidecar, besides those that a connection names. Empty unless it is certain that no order of them decides. Computed
 * once for each scope.
 */
function orderFreeServices(context: ListenerContext, port: number): ReadonlySet<Service> {
  const { model, scope, dnsCapture } = context;
  return scope.once(`order-free services ${port} ${dnsCapture}`, () => {
    if (scope.listeners.some(({ virtualServices }) => virtualServices.length > 0)) { return new Set(); }
    const hosts = new Set(scope.listeners.flatMap(listener => listener.onPort(port)).map(({ service }) => service.host));
    const services = new Set([...hosts].flatMap(host => model.servicesOf(host)));
    const areShared = scope.listeners.some(({ listener }) => listener.hosts.some(host => model.servicesOf(splitNamespace(host).name).length > 1));
    return !areShared && isOrderFree(context, [...services], port) ? services : new Set();
  });
}

/**
 * The hosts of a VirtualService that can matter to a connection, given the hosts that do. Few represent the other hosts, if each has one service: the rules of the
 * VirtualService for a host are the same whatever other hosts it has.
 */
function hostsThatMatter(model: MeshModel, { hosts }: VirtualService, known: ReadonlySet<string>): string[] {
  const matters = (host: string) => host.startsWith('*') || known.has(host) || model.servicesOf(host).length > 1;
  return [...hosts.filter(matters), ...hosts.filter(host => !matters(host)).slice(0, MAX_COVERED)];
}

/** Some of the hosts of a port that a wildcard covers. The meaning of the wildcard depends on whether there are any. */
function coveredHosts({ scope }: ListenerContext, wildcard: string, port: number): string[] {
  return scope.listeners.flatMap(listener => listener.onPort(port))
    .map(({ service }) => service.host)
    .filter(host => hostsOverlap(wildcard, host))
    .slice(0, MAX_COVERED);
}
