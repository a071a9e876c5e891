import { cidrContains, isIpAddress, parseCidr } from './addresses';
import { isOrderOpen, possibleOrders } from './age-orders';
import type { Connection } from './connection';
import { hostsOverlap } from './hosts';
import type { ListenerContext } from './listeners';
import type { MeshModel } from './mesh-model';
import { ProtocolFamily } from './protocols';
import { addressFor, portOf, Service } from './service';
import { upstreamState } from './upstream';
import { destinationsFor, VirtualService } from './virtual-service';

/** Most hosts of several services each that are looked at beside those that a question is about. */
const MAX_SHARED_HOSTS = 4;

/** Most services of a kind to choose from: more than can have a name in common with a host. */
const MAX_ALIKE = 8;

/** Most services that stand for those that a wildcard of a VirtualService covers. */
const MAX_COVERED = 2;

/**
 * The meshes that the objects may make: istiod takes up many things oldest first, and the age of what is not applied yet is not known. Each mesh holds only what can
 * matter to a connection. None if the order of all that is certain.
 */
export function orderAlternatives(context: ListenerContext, connection: Pick<Connection, 'host' | 'port'>, addresses: readonly (string | undefined)[]): MeshModel[] {
  const { services, virtualServices } = relevantTo(context, connection, addresses);
  if (!isOrderOpen(services) && !isOrderOpen(virtualServices)) { return []; }
  const [serviceOrders, virtualServiceOrders] = [possibleOrders(services), possibleOrders(virtualServices)];
  const lastServices = serviceOrders[serviceOrders.length - 1];
  // The two orders seldom act on each other: each is tried with the first and the last of the other.
  return [
    ...serviceOrders.map(order => context.model.reordered(order, virtualServices)),
    ...virtualServiceOrders.slice(1).flatMap(order => [services, lastServices].map(other => context.model.reordered(other, order))),
  ];
}

/**
 * What can matter to a connection, in the order of the model.
 *
 * @param addresses what the client may dial
 */
export function relevantTo(context: ListenerContext, connection: Pick<Connection, 'host' | 'port'>, addresses: readonly (string | undefined)[]): { services: Service[]; virtualServices: VirtualService[] } {
  const { model, scope, client } = context;
  const competition = competitionOn(context, connection.port);
  const { host: meant = '' } = connection;
  const named = new Set([...model.hostsMeantBy(meant, client.namespace), ...model.servicesAt(meant).map(({ host }) => host)]);
  const chosen = new Set([
    ...competition.alike.flatMap(services => services.filter(({ host }) => !named.has(host)).slice(0, 1)),
    ...addresses.flatMap(address => competition.byAddress.get(address ?? '') ?? []),
    ...competition.ranged.filter(service => addresses.some(address => coversIp(service, address))),
  ]);
  const hosts = new Set<string>([
    ...named,
    ...scope.egressProxy ? [scope.egressProxy.host] : [],
    ...competition.sharedHosts.slice(0, MAX_SHARED_HOSTS),
  ]);
  const virtualServices = new Set<VirtualService>();
  // Destinations of VirtualServices may have VirtualServices, but a request is routed only once: one more step is enough.
  for (let step = 0; step < 2; step++) {
    for (const service of chosen) { hosts.add(service.host); }
    for (const virtualService of scope.listeners.flatMap(listener => listener.virtualServices)) {
      const isAboutThem = [...hosts, connection.host ?? ''].some(host => virtualService.hosts.some(name => hostsOverlap(name, host)));
      if (!isAboutThem || virtualServices.has(virtualService)) { continue; }
      virtualServices.add(virtualService);
      for (const { host } of destinationsFor(virtualService, client.namespace)) { hosts.add(host); }
      for (const host of virtualService.hosts) {
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
    virtualServices: model.virtualServices.filter(virtualService => virtualServices.has(virtualService)),
  };
}

/** The services of a port that compete for its connections, apart from their names. */
interface Competition {
  /** Those that are alone with their host, by what makes them act alike: one of each kind stands for all. Some of each, the oldest first. */
  readonly alike: readonly (readonly Service[])[];
  /** Those that are told apart by their own IP. */
  readonly byAddress: ReadonlyMap<string, readonly Service[]>;
  /** Those that are told apart by ranges. */
  readonly ranged: readonly Service[];
  /** Hosts of the port that several services have. */
  readonly sharedHosts: readonly string[];
}

function competitionOn(context: ListenerContext, port: number): Competition {
  const { model, scope, dnsCapture } = context;
  return model.once(`competition ${scope.key} ${port} ${dnsCapture}`, () => {
    const alike = new Map<string, Service[]>();
    const byAddress = new Map<string, Service[]>();
    const ranged: Service[] = [];
    const sharedHosts = new Set<string>();
    const addShared = (host: string) => {
      const services = model.servicesOf(host);
      const isShared = services.length > 1;
      if (isShared && services.some(({ ports }) => portOf(ports, port))) { sharedHosts.add(host); }
      return isShared;
    };
    const routedHosts = new Set(scope.listeners.flatMap(({ virtualServices }) => virtualServices)
      .flatMap(({ tcp, hosts }) => tcp.length > 0 ? hosts : []));
    const isRouted = (host: string) => [...routedHosts].some(routed => hostsOverlap(routed, host));
    const importers = new Map<Service, string>();
    scope.listeners.forEach(({ listener, onPort }, index) => {
      for (const { service } of onPort(port)) { importers.set(service, `${importers.get(service) ?? ''} ${index}`); }
      // An exact host may be imported from one of several services, or from none, by their order.
      for (const host of listener.hosts) { addShared(host.slice(host.indexOf('/') + 1)); }
    });
    for (const [service, imported] of importers) {
      if (addShared(service.host)) { continue; }
      const address = familyOn(service, port) === ProtocolFamily.HTTP ? undefined : addressFor(service, dnsCapture);
      if (address !== undefined && !parseCidr(address)) {
        byAddress.set(address, [...byAddress.get(address) ?? [], service]);
        continue;
      }
      if (address !== undefined) { ranged.push(service); }
      const family = familyOn(service, port);
      const takesAnything = family === ProtocolFamily.TCP || family === ProtocolFamily.AUTO;
      const kind = [
        portOf(service.ports, port)?.protocol, imported, service.exposure.everywhere, service.created === undefined,
        address === undefined, boundToEndpoints(context, service, port),
        // What takes connections that are meant for others may fail with them, or send them elsewhere.
        takesAnything && upstreamState(model, scope.upstreams, context.client, { host: service.host, port }).kind,
        takesAnything && isRouted(service.host) && service.host,
      ].join(' ');
      const services = alike.get(kind) ?? [];
      alike.set(kind, services);
      if (services.length < MAX_ALIKE) { services.push(service); }
    }
    return { alike: [...alike.values()], byAddress, ranged, sharedHosts: [...sharedHosts].sort() };
  });
}

function familyOn(service: Service, port: number): ProtocolFamily | undefined {
  return portOf(service.ports, port)?.family;
}

/** A service whose connections keep their destination may have listeners at its endpoints instead of one for all addresses. */
function boundToEndpoints({ model }: ListenerContext, service: Service, port: number): boolean {
  return service.resolution === 'NONE' && (service.selector !== undefined || service.isKubernetes || model.endpoints.of(service, port).length > 0);
}

function coversIp(service: Service, ip: string | undefined): boolean {
  const cidr = parseCidr(service.address ?? '');
  return cidr !== undefined && ip !== undefined && isIpAddress(ip) && cidrContains(cidr, ip);
}

/** Some of the hosts of a port that a wildcard covers: whether there are any decides what else the wildcard stands for. */
function coveredHosts({ scope }: ListenerContext, wildcard: string, port: number): string[] {
  return scope.listeners.flatMap(listener => listener.onPort(port))
    .map(({ service }) => service.host)
    .filter(host => hostsOverlap(wildcard, host))
    .slice(0, MAX_COVERED);
}
