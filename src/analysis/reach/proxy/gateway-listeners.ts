import type { Client } from './client';
import { ChainTarget, FilterChain, FilterChains } from './filter-chains';
import { ANY_ADDRESS } from './listeners';
import { appliesToConnections } from './static-match';
import { selects } from '../../base/labels';
import type { Gateway, GatewayServer } from '../../model/gateway';
import type { MeshModel } from '../../model/mesh-model';
import type { ConnectionMatch, VirtualService } from '../../model/virtual-service';
import { coversHost, hostsOverlap } from '../../syntax/hosts';
import { splitNamespace } from '../../syntax/namespaced-name';
import { ProtocolFamily, protocolFamily } from '../../syntax/protocols';

/** Label of a Service that turns off the translation of Gateway ports to target ports. */
const NOT_TRANSLATED = 'experimental.istio.io/disable-gateway-port-translation';

/** A server of a Gateway that runs in a proxy. */
export interface RunningServer {
  readonly server: GatewayServer;
  /** `<namespace>/<name>` of its Gateway. */
  readonly gateway: string;
}

/** A listener of a gateway's proxy. */
export interface GatewayListener {
  /** The servers that accept connections without TLS. */
  readonly plain: readonly RunningServer[];
  /** Undefined if there are none: then Envoy has no such listener. */
  readonly chains?: FilterChains;
  /** The servers that terminate TLS, by the chain that does. */
  readonly endsTls: ReadonlyMap<FilterChain, RunningServer>;
}

/** A `tls` or `tcp` rule of a VirtualService, with one of its matches. */
interface ConnectionRoute {
  readonly match?: ConnectionMatch;
  readonly target: ChainTarget & { readonly kind: 'connection' };
}

/** `<namespace>/<name>` of a Gateway, as VirtualServices name it. */
export function gatewayNameOf({ namespace, ref }: Gateway): string {
  return `${namespace}/${ref.name}`;
}

/** The port of the gateway pods for a port of a server. If the pods have a Service, it is the target port of the Service. */
export function podPort(model: MeshModel, { namespace, labels }: Client, serverPort: number): number {
  const port = model.servicesIn(namespace)
    .filter(service => service.isKubernetes && !Object.hasOwn(service.labels, NOT_TRANSLATED))
    .filter(({ selector }) => selector && selects(selector, labels))
    .flatMap(({ ports }) => ports)
    .find(({ number }) => number === serverPort);
  return port?.targetPort ?? serverPort;
}

/** The servers of Gateways on a port of the gateway pods, oldest Gateway first. */
export function serversOn(model: MeshModel, client: Client, gateways: readonly Gateway[], port: number): RunningServer[] {
  const ports = new Map<number, number>();
  const podPortOf = (serverPort: number) => {
    const known = ports.get(serverPort) ?? podPort(model, client, serverPort);
    ports.set(serverPort, known);
    return known;
  };
  return gateways.flatMap(gateway => gateway.servers
    .filter(server => podPortOf(server.port) === port)
    .map(server => ({ server, gateway: gatewayNameOf(gateway) })));
}

/** The listeners that a connection to an address can use, in the order in which Envoy tries them. */
export function listenersFor(model: MeshModel, client: Client, servers: readonly RunningServer[], ip: string | undefined): GatewayListener[] {
  return [ip, ANY_ADDRESS]
    .map(address => mergeServers(servers.filter(({ server }) => (server.bind ?? ANY_ADDRESS) === address)))
    .filter(running => running.length > 0)
    .map(running => {
      const endsTls = new Map<FilterChain, RunningServer>();
      const chains = chainsOf(model, client, running, endsTls);
      const plain = running.filter(({ server }) => isPlain(server));
      return { plain, chains: chains.length > 0 ? new FilterChains(chains, true) : undefined, endsTls };
    });
}

/** Whether a server accepts connections without TLS: plain text requests, redirected or not, or TCP. */
export function isPlain({ protocol, tlsMode }: GatewayServer): boolean {
  return tlsMode === undefined || isForRequests(protocol);
}

/** Whether a server expects plain text requests. */
export function isForRequests(protocol: string): boolean {
  return protocolFamily(protocol) === ProtocolFamily.HTTP;
}

/**
 * The servers of a port that istiod configures. A server for plain connections shares its port only with servers of the same kind, and TLS servers
 * must not share a host. istiod treats a server that is bound to all addresses and a server without `bind` as different, but both are in one listener.
 */
function mergeServers(servers: readonly RunningServer[]): RunningServer[] {
  const running: RunningServer[] = [];
  const tlsHosts = new Map<string, string | undefined>();
  let plain: RunningServer | undefined;
  for (const candidate of servers) {
    const { server } = candidate;
    if (server.tlsMode !== undefined) {
      if (server.hosts.some(host => tlsHosts.has(host) && tlsHosts.get(host) === server.bind)) { continue; }
      server.hosts.forEach(host => tlsHosts.set(host, server.bind));
    }
    const canJoin = !plain || plain.server.bind !== server.bind || (isForRequests(plain.server.protocol) && isForRequests(server.protocol));
    if (!canJoin) { continue; }
    running.push(candidate);
    if (!plain && isPlain(server)) { plain = candidate; }
  }
  return running;
}

function chainsOf(model: MeshModel, client: Client, servers: readonly RunningServer[], endsTls: Map<FilterChain, RunningServer>): FilterChain[] {
  const names = new Set<string>();
  const chains: FilterChain[] = [];
  const add = (target: ChainTarget, sniHosts: readonly string[] = [], ending?: RunningServer) => {
    const chain = { sniHosts, cidrs: [], onlyRequests: false, target };
    chains.push(chain);
    if (ending) { endsTls.set(chain, ending); }
  };
  // Servers for requests share a chain, unless some are bound to all addresses and others have no bind.
  const binds = new Set(servers.filter(({ server }) => isForRequests(server.protocol)).map(({ server }) => server.bind));
  binds.forEach(() => add({ kind: 'routes' }));
  for (const running of servers.filter(({ server }) => !isForRequests(server.protocol))) {
    const { server } = running;
    if (server.tlsMode === 'PASSTHROUGH') {
      for (const { match, target } of connectionRoutes(model, client, running, 'tls')) {
        const sniHosts = match?.sniHosts ?? [];
        // Envoy rejects two chains for one name, so later ones are left out.
        if (sniHosts.some(name => names.has(name))) { continue; }
        sniHosts.forEach(name => names.add(name));
        add(target, sniHosts);
      }
    } else if (server.tlsMode !== undefined) {
      // TCP after TLS termination needs a rule. Requests (HTTPS) and clusters of another mesh (AUTO_PASSTHROUGH) don't.
      const needsRule = server.protocol !== 'HTTPS' && server.tlsMode !== 'AUTO_PASSTHROUGH';
      if (!needsRule || connectionRoutes(model, client, running, 'tcp').length > 0) { add({ kind: 'terminated' }, sniHostsOf(server), running); }
    } else {
      const [first] = connectionRoutes(model, client, running, 'tcp');
      if (first) { add(first.target); }
    }
  }
  return chains;
}

/** The names of a server, each once. A server can have one name for VirtualServices of several namespaces. */
export function sniHostsOf({ hosts }: GatewayServer): string[] {
  return [...new Set(hosts.map(host => splitNamespace(host).name))];
}

/** The `tls` or `tcp` rules of a server's VirtualServices, with each match that applies. */
export function connectionRoutes(model: MeshModel, client: Client, { server, gateway }: RunningServer, kind: 'tls' | 'tcp'): ConnectionRoute[] {
  return model.virtualServicesFor(gateway, client.namespace)
    .filter(virtualService => serves(server, virtualService))
    .flatMap(virtualService => virtualService[kind].map(rule => ({ ...rule, virtualService })))
    .filter(({ destinations }) => destinations.length > 0)
    .flatMap(({ matches, destinations, virtualService }): ConnectionRoute[] => {
      const target = { kind: 'connection' as const, destinations, virtualService };
      if (matches.length === 0) { return kind === 'tcp' ? [{ target }] : []; }
      return matches
        // A gateway ignores the source of connections.
        .filter(match => appliesToConnections({ ...match, sourceLabels: {}, sourceNamespace: undefined }, { ...client, gateway }, server.port))
        .map(match => ({ match, target }));
    });
}

/** The hosts of a VirtualService that a server serves. If a host of the server is narrower, the host of the server. */
export function servedHosts(server: GatewayServer, virtualService: VirtualService): string[] {
  return hostsFor(server, virtualService)
    .flatMap(offer => virtualService.hosts.filter(host => hostsOverlap(offer, host)).map(host => coversHost(host, offer) ? offer : host));
}

/** Whether a server serves one of the hosts of a VirtualService. */
function serves(server: GatewayServer, virtualService: VirtualService): boolean {
  return hostsFor(server, virtualService).some(offer => virtualService.hosts.some(host => hostsOverlap(offer, host)));
}

/** The hosts of a server that VirtualServices of a namespace can bind to. */
function hostsFor({ hosts }: GatewayServer, virtualService: VirtualService): string[] {
  return hosts.map(splitNamespace)
    .filter(({ namespace }) => namespace === undefined || namespace === virtualService.namespace)
    .map(({ name }) => name);
}
