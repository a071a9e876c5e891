import { Client, RouteClient } from './client';
import { verdictAt } from './connection';
import { ChainTarget, FilterChain, FilterChains } from './filter-chains';
import { isMetByAll, matchesRequest } from './http-match';
import { ANY_ADDRESS } from './listeners';
import { worst, Connection, OpenPort, Outcome } from './outcome';
import { addUpstream, ScopedService } from './scoped-service';
import { appliesToConnections, appliesToRequests } from './static-match';
import { UpstreamName, upstreamState } from './upstream';
import { append } from '../../base/group-by';
import { selects } from '../../base/labels';
import { isOrderOpen, possibleOrders } from '../../model/age-orders';
import type { Gateway, GatewayServer } from '../../model/gateway';
import type { MeshModel } from '../../model/mesh-model';
import {
  RouteDestination, destinationsFor, HttpAction, HttpMatch, routeDestinations, VirtualService,
} from '../../model/virtual-service';
import { coversHost, hostsOverlap } from '../../syntax/hosts';
import { splitNamespace } from '../../syntax/namespaced-name';
import { ProtocolFamily, protocolFamily } from '../../syntax/protocols';

/** Label of a Service that turns off the translation of Gateway ports to target ports. */
const NOT_TRANSLATED = 'experimental.istio.io/disable-gateway-port-translation';

/** Maximum number of Gateways, of VirtualServices, and of their destinations whose orders are tried. Each order needs a model of its own. */
const MAX_ORDERED = 24;

/** A server of a Gateway that runs in a proxy. */
interface RunningServer {
  readonly server: GatewayServer;
  /** `<namespace>/<name>` of its Gateway. */
  readonly gateway: string;
}

/** A connection at a gateway. */
interface GatewayContext {
  readonly model: MeshModel;
  readonly client: Client;
  readonly connection: Connection;
  /** What is inside the TLS of the connection; undefined if that is not known. */
  readonly inside?: Connection;
}

/**
 * The possible outcomes of a connection to a port of a gateway's proxy. They depend on Gateways and VirtualServices, not on Sidecars or the outbound
 * traffic policy.
 *
 * @param inside the connection inside the TLS of the client, for a gateway that terminates it; UNKNOWN without it
 */
export function connectAtGateway(model: MeshModel, client: Client, connection: Connection, inside?: Connection): Outcome[] {
  const gateways = model.gateways.filter(({ selector, servers }) => (!selector || selects(selector, client.labels))
    && servers.some(({ port }) => podPort(model, client, port) === connection.port));
  const context = { model, client, connection, inside };
  const models = orderedModels(context, gateways);
  if (models === undefined || isOrderOpen(gateways) && gateways.length > MAX_ORDERED) {
    return [...connectInOrder(context, gateways), { verdict: 'UNKNOWN', cause: { kind: 'many-orders' } }];
  }
  const gatewayOrders = isOrderOpen(gateways) ? possibleOrders(gateways) : [gateways];
  return models
    .flatMap(ordered => gatewayOrders.flatMap(order => connectInOrder({ model: ordered, client, connection, inside }, order)));
}

/** The port of the gateway pods for a port of a server. If the pods have a Service, it is the target port of the Service. */
function podPort(model: MeshModel, { namespace, labels }: Client, serverPort: number): number {
  const port = model.servicesIn(namespace)
    .filter(service => service.isKubernetes && !Object.hasOwn(service.labels, NOT_TRANSLATED))
    .filter(({ selector }) => selector && selects(selector, labels))
    .flatMap(({ ports }) => ports)
    .find(({ number }) => number === serverPort);
  return port?.targetPort ?? serverPort;
}

/** The ports that the pods of a gateway listen on. */
function openPorts({ model, client }: GatewayContext): OpenPort[] {
  const servers = model.gateways.filter(({ selector }) => !selector || selects(selector, client.labels)).flatMap(gateway => gateway.servers);
  const serverPorts = [...new Set(servers.map(({ port }) => port))].sort((a, b) => a - b);
  return serverPorts.map(serverPort => ({ number: podPort(model, client, serverPort), serverPort }));
}

/** The model in the possible orders of its VirtualServices and their destinations. Undefined if there are too many of them to try. */
function orderedModels({ model, client, connection, inside }: GatewayContext, gateways: readonly Gateway[]): MeshModel[] | undefined {
  const names = new Set(gateways.map(gateway => nameOf(gateway)));
  const all = model.virtualServices.filter(virtualService => virtualService.gateways.some(name => names.has(name)));
  const asked = [connection, ...inside ? [inside] : []].map(({ host, ip }) => host ?? ip);
  // Requests and names of servers never reach a VirtualService for other hosts, whatever its age.
  const isRelevant = ({ hosts, tcp }: VirtualService) => tcp.length > 0
    || asked.some(name => name === undefined || hosts.some(host => hostsOverlap(host.toLowerCase(), name)));
  const virtualServices = all.filter(isRelevant);
  const others = all.filter(virtualService => !isRelevant(virtualService));
  const hosts = new Set(virtualServices.flatMap(virtualService => destinationsFor(virtualService, client.namespace)).map(({ host }) => host));
  const services = model.services.filter(({ host }) => hosts.has(host));
  if (!isOrderOpen(virtualServices) && !isOrderOpen(services)) { return [model]; }
  if (Math.max(virtualServices.length, services.length) > MAX_ORDERED) { return undefined; }
  return [
    ...possibleOrders(services).map(order => model.reordered(order, all)),
    ...possibleOrders(virtualServices).slice(1).map(order => model.reordered(services, [...order, ...others])),
  ];
}

function nameOf(gateway: Gateway): string {
  return `${gateway.namespace}/${gateway.ref.name}`;
}

function connectInOrder(context: GatewayContext, gateways: readonly Gateway[]): Outcome[] {
  const { connection: { port, ip, protocol, host } } = context;
  const all = gateways.flatMap(gateway => gateway.servers.map(server => ({ server, gateway: nameOf(gateway) })))
    .filter(({ server }) => podPort(context.model, context.client, server.port) === port);
  const listeners = [ip, ANY_ADDRESS]
    .map(address => mergeServers(all.filter(({ server }) => (server.bind ?? ANY_ADDRESS) === address)))
    .filter(running => running.length > 0)
    .map(servers => {
      const endsTls = new Map<FilterChain, RunningServer>();
      return { servers, chains: chainsOf(context, servers, endsTls), endsTls };
    });
  if (listeners.length === 0) { return [{ verdict: 'BLOCKED', cause: { kind: 'no-server', open: openPorts(context) } }]; }
  // A listener without chains does not exist: the connection goes to the listener for all addresses.
  const listener = listeners.find(({ chains }) => chains.length > 0);
  if (!listener) { return [{ verdict: 'BLOCKED', cause: { kind: 'unmatched', at: 'listener' } }]; }
  const { servers, chains, endsTls } = listener;
  const kind = protocol === 'http' ? 'http' : 'opaque';
  const chain = new FilterChains(chains, true).match(ip, protocol === 'https' ? { kind: 'tls', sni: host } : { kind });
  if (chain === 'refused') { return [{ verdict: 'BLOCKED', cause: { kind: 'refused-listener' } }]; }
  if (chain === 'unmatched') { return [{ verdict: 'BLOCKED', cause: { kind: 'unmatched', at: 'listener' } }]; }
  switch (chain.target.kind) {
    case 'connection': return [worst(destinationsAt(context, chain.target.destinations, chain.target.virtualService))];
    case 'terminated': return afterTls(context, endsTls.get(chain)!);
    default: return requestAtGateway(context, servers.filter(({ server }) => isPlain(server)));
  }
}

/** The outcomes of a connection after a server has terminated its TLS: HTTP routes apply to requests, and TCP routes to anything else. */
function afterTls(context: GatewayContext, running: RunningServer): Outcome[] {
  const { connection, inside } = context;
  if (connection.protocol !== 'https') { return [{ verdict: 'BLOCKED', cause: { kind: 'gateway-kind' } }]; }
  if (inside === undefined) { return [{ verdict: 'UNKNOWN', cause: { kind: 'gateway-kind' } }]; }
  const within = { ...context, connection: inside };
  const outcomes = running.server.protocol === 'HTTPS' ? requestAtGateway(within, [running]) : connectionAtGateway(within, running);
  return outcomes.map(outcome => ({ ...outcome, endedTls: running.server.tlsMode }));
}

function connectionAtGateway(context: GatewayContext, running: RunningServer): Outcome[] {
  const [route] = connectionRoutes(context, running, 'tcp');
  if (route?.target.kind !== 'connection') { return [{ verdict: 'BLOCKED', cause: { kind: 'unmatched', at: 'routes' } }]; }
  return [worst(destinationsAt(context, route.target.destinations, route.target.virtualService))];
}

/** Whether a server accepts connections without TLS: plain text requests, redirected or not, or TCP. */
function isPlain({ protocol, tlsMode }: GatewayServer): boolean {
  return tlsMode === undefined || isForRequests(protocol);
}

function isForRequests(protocol: string): boolean {
  return protocolFamily(protocol) === ProtocolFamily.HTTP;
}

/**
 * The servers of a port that istiod configures. A server for plain connections shares its port only with servers of the same kind, and TLS servers
 * must not share a host. istiod treats a server that is bound to all addresses and a server without `bind` as different, but both are in one listener.
 */
function mergeServers(servers: readonly RunningServer[]): RunningServer[] {
  const running: RunningServer[] = [];
  const tlsHosts = new Map<string, string | undefined>();
  for (const candidate of servers) {
    const { server } = candidate;
    if (server.tlsMode !== undefined) {
      if (server.hosts.some(host => tlsHosts.has(host) && tlsHosts.get(host) === server.bind)) { continue; }
      server.hosts.forEach(host => tlsHosts.set(host, server.bind));
    }
    const plain = running.find(({ server: other }) => isPlain(other));
    const canJoin = !plain || plain.server.bind !== server.bind || (isForRequests(plain.server.protocol) && isForRequests(server.protocol));
    if (canJoin) { running.push(candidate); }
  }
  return running;
}

function chainsOf(context: GatewayContext, servers: readonly RunningServer[], endsTls: Map<FilterChain, RunningServer>): FilterChain[] {
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
      for (const { match, target } of connectionRoutes(context, running, 'tls')) {
        const sniHosts = match?.sniHosts ?? [];
        // Envoy rejects two chains for one name, so later ones are left out.
        if (sniHosts.some(name => names.has(name))) { continue; }
        sniHosts.forEach(name => names.add(name));
        add(target, sniHosts);
      }
    } else if (server.tlsMode !== undefined) {
      // TCP after TLS termination needs a rule. Requests (HTTPS) and clusters of another mesh (AUTO_PASSTHROUGH) don't.
      const needsRule = server.protocol !== 'HTTPS' && server.tlsMode !== 'AUTO_PASSTHROUGH';
      if (!needsRule || connectionRoutes(context, running, 'tcp').length > 0) { add({ kind: 'terminated' }, sniHostsOf(server), running); }
    } else {
      const [first] = connectionRoutes(context, running, 'tcp');
      if (first) { add(first.target); }
    }
  }
  return chains;
}

/** The names of a server, each once. A server can have one name for VirtualServices of several namespaces. */
function sniHostsOf({ hosts }: GatewayServer): string[] {
  return [...new Set(hosts.map(host => splitNamespace(host).name))];
}

/** The `tls` or `tcp` rules of a server's VirtualServices, with each match that applies. */
function connectionRoutes(
  { model, client }: GatewayContext,
  { server, gateway }: RunningServer,
  kind: 'tls' | 'tcp',
): { match?: { sniHosts: readonly string[] }; target: ChainTarget }[] {
  return model.virtualServicesFor(gateway, client.namespace)
    .filter(virtualService => servedHosts(server, virtualService).length > 0)
    .flatMap(virtualService => virtualService[kind].filter(({ destinations }) => destinations.length > 0).flatMap(({ matches, destinations }) => {
      const target = { kind: 'connection' as const, destinations, virtualService };
      if (matches.length === 0) { return kind === 'tcp' ? [{ target }] : []; }
      return matches
        // A gateway ignores the source of connections.
        .filter(match => appliesToConnections({ ...match, sourceLabels: {}, sourceNamespace: undefined }, { ...client, gateway }, server.port))
        .map(match => ({ match, target }));
    }));
}

/** A rule of a VirtualService, with one of its matches. */
interface GatewayRoute {
  readonly match?: HttpMatch;
  readonly action: HttpAction;
  readonly virtualService: VirtualService;
}

function requestAtGateway(context: GatewayContext, servers: readonly RunningServer[]): Outcome[] {
  const { model, client, connection } = context;
  if (connection.protocol !== 'http') { return [{ verdict: 'BLOCKED', cause: { kind: 'not-http' } }]; }
  const byHost = new Map<string, GatewayRoute[]>();
  const redirected = new Set<string>();
  for (const { server, gateway } of servers) {
    for (const virtualService of model.virtualServicesFor(gateway, client.namespace)) {
      const routes = routesOf(virtualService, { ...client, gateway }, server.port);
      for (const host of routes.length > 0 ? new Set(servedHosts(server, virtualService).map(name => name.toLowerCase())) : []) {
        routes.forEach(route => append(byHost, host, route));
        if (server.redirectsToHttps) { redirected.add(host); }
      }
    }
    for (const host of server.redirectsToHttps ? server.hosts.map(name => name.toLowerCase()) : []) {
      byHost.set(host, byHost.get(host) ?? []);
      redirected.add(host);
    }
  }
  const host = connection.host ?? connection.ip ?? '';
  const [domain] = [...byHost.keys()].filter(name => coversHost(name, host))
    .sort((a, b) => Number(b === host) - Number(a === host) || b.length - a.length);
  if (domain === undefined) { return [{ verdict: 'BLOCKED', cause: { kind: 'unmatched', at: 'routes' } }]; }
  if (redirected.has(domain)) { return [{ verdict: 'BLOCKED', cause: { kind: 'virtual-service', action: 'answer' } }]; }
  const routes = byHost.get(domain) ?? [];
  const isLast = ({ match }: GatewayRoute) => !match || isMetByAll(match);
  const outcomes: Outcome[] = [];
  for (const route of [...routes.filter(candidate => !isLast(candidate)), ...routes.filter(isLast)]) {
    const applies = route.match ? matchesRequest(route.match, host, connection.path) : true;
    if (applies === false) { continue; }
    outcomes.push(forward(context, route));
    if (applies) { return outcomes; }
  }
  return [...outcomes, { verdict: 'BLOCKED', cause: { kind: 'virtual-service', action: 'none' } }];
}

/** The routes of a VirtualService. Routes after a catch-all route are never used. */
function routesOf(virtualService: VirtualService, client: RouteClient, port: number): GatewayRoute[] {
  const routes: GatewayRoute[] = [];
  for (const { matches, action } of virtualService.http) {
    if (matches.length === 0) { return [...routes, { action, virtualService }]; }
    for (const match of matches.filter(candidate => appliesToRequests(candidate, client, port))) {
      routes.push({ match, action, virtualService });
      if (isMetByAll(match)) { return routes; }
    }
  }
  return routes;
}

function forward(context: GatewayContext, { action, virtualService }: GatewayRoute): Outcome {
  const outcomes = destinationsAt(context, routeDestinations(action), virtualService);
  return outcomes.length > 0
    ? worst(outcomes)
    : { verdict: 'BLOCKED', cause: { kind: 'virtual-service', action: action.kind === 'answer' ? 'answer' : 'none', virtualService } };
}

function destinationsAt(
  { model, client, connection }: GatewayContext,
  destinations: readonly RouteDestination[],
  virtualService: VirtualService | undefined,
): Outcome[] {
  const known = gatewayUpstreams(model, client.namespace);
  return destinations.map(({ host, port, subset, aborts }) => {
    const scoped = known.get(host);
    const name: UpstreamName = {
      host: scoped?.service.externalName ?? host,
      port: port ?? (scoped?.ports.length === 1 ? scoped.ports[0].number : connection.port),
      subset,
      ...aborts ? { aborts } : {},
    };
    const state = upstreamState(model, known, client, name, true);
    return { verdict: verdictAt(model, connection, client.namespace, name, state), cause: { kind: 'upstream', name, state, virtualService } };
  });
}

/** The services that a gateway has clusters for: all services that are visible in its namespace. */
function gatewayUpstreams(model: MeshModel, namespace: string): ReadonlyMap<string, ScopedService> {
  return model.once(`gateway upstreams in ${namespace}`, () => {
    const known = new Map<string, ScopedService>();
    for (const service of model.servicesVisibleTo(namespace)) { addUpstream(known, { service, ports: service.ports, aliases: [] }); }
    return known;
  });
}

/** The hosts of a VirtualService that a server serves. If a host of the server is narrower, the host of the server. */
function servedHosts({ hosts }: GatewayServer, virtualService: VirtualService): string[] {
  const offered = hosts.map(splitNamespace)
    .filter(({ namespace }) => namespace === undefined || namespace === virtualService.namespace).map(({ name }) => name);
  return offered.flatMap(offer => virtualService.hosts.filter(host => hostsOverlap(offer, host)).map(host => coversHost(host, offer) ? offer : host));
}
