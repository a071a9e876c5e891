import { Client, RouteClient } from './client';
import { verdictAt } from './connection';
import { ChainTarget, FilterChain, FilterChains } from './filter-chains';
import { isMetByAll, matchesRequest } from './http-match';
import { ANY_ADDRESS } from './listeners';
import { worst, Connection, Outcome } from './outcome';
import { addUpstream, ScopedService } from './scoped-service';
import { appliesToConnections, appliesToRequests } from './static-match';
import { UpstreamName, upstreamState } from './upstream';
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

/** Label of a Service whose ports are not those of its Gateways. */
const NOT_TRANSLATED = 'experimental.istio.io/disable-gateway-port-translation';

/** A server of a Gateway that a proxy runs. */
interface RunningServer {
  readonly server: GatewayServer;
  /** `<namespace>/<name>` of its Gateway. */
  readonly gateway: string;
}

/** What an outcome at a gateway is looked for in. */
interface GatewayContext {
  readonly model: MeshModel;
  readonly client: Client;
  readonly connection: Connection;
}

/**
 * What may happen to a connection that a gateway's proxy accepts on a port. Neither Sidecars nor the outbound traffic policy matter to it: it
 * has what Gateways and
 * VirtualServices give it. UNKNOWN where it ends TLS by itself.
 */
export function connectAtGateway(model: MeshModel, client: Client, connection: Connection): Outcome[] {
  const gateways = model.gateways.filter(({ selector, servers }) => (!selector || selects(selector, client.labels))
    && servers.some(({ port }) => podPort(model, client, port) === connection.port));
  const gatewayOrders = isOrderOpen(gateways) ? possibleOrders(gateways) : [gateways];
  return orderedModels(model, client, gateways)
    .flatMap(ordered => gatewayOrders.flatMap(order => connectInOrder({ model: ordered, client, connection }, order)));
}

/** The port that the pods of a gateway open for a port of a server, which is that of their Service if they have one. */
function podPort(model: MeshModel, { namespace, labels }: Client, serverPort: number): number {
  const port = model.servicesIn(namespace)
    .filter(service => service.isKubernetes && !Object.hasOwn(service.labels, NOT_TRANSLATED))
    .filter(({ selector }) => selector && selects(selector, labels))
    .flatMap(({ ports }) => ports)
    .find(({ number }) => number === serverPort);
  return port?.targetPort ?? serverPort;
}

/** The model with the orders that its VirtualServices and the services behind them may have. */
function orderedModels(model: MeshModel, client: Client, gateways: readonly Gateway[]): MeshModel[] {
  const names = new Set(gateways.map(gateway => nameOf(gateway)));
  const virtualServices = model.virtualServices.filter(virtualService => virtualService.gateways.some(name => names.has(name)));
  const hosts = new Set(virtualServices.flatMap(virtualService => destinationsFor(virtualService, client.namespace)).map(({ host }) => host));
  const services = model.services.filter(({ host }) => hosts.has(host));
  if (!isOrderOpen(virtualServices) && !isOrderOpen(services)) { return [model]; }
  return [
    ...possibleOrders(services).map(order => model.reordered(order, virtualServices)),
    ...possibleOrders(virtualServices).slice(1).map(order => model.reordered(services, order)),
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
    .map(servers => ({ servers, chains: chainsOf(context, servers) }));
  if (listeners.length === 0) { return [{ verdict: 'BLOCKED', cause: { kind: 'no-server' } }]; }
  // What would have no chain is no listener: the connection comes to the one for all addresses.
  const listener = listeners.find(({ chains }) => chains.length > 0);
  if (!listener) { return [{ verdict: 'BLOCKED', cause: { kind: 'unmatched', at: 'listener' } }]; }
  const { servers, chains } = listener;
  const kind = protocol === 'http' ? 'http' : 'opaque';
  const chain = new FilterChains(chains, true).match(ip, protocol === 'https' ? { kind: 'tls', sni: host } : { kind });
  if (chain === 'refused') { return [{ verdict: 'BLOCKED', cause: { kind: 'refused-listener' } }]; }
  if (chain === 'unmatched') { return [{ verdict: 'BLOCKED', cause: { kind: 'unmatched', at: 'listener' } }]; }
  switch (chain.target.kind) {
    case 'connection': return [worst(destinationsAt(context, chain.target.destinations, chain.target.virtualService))];
    case 'terminated': return [{ verdict: protocol === 'https' ? 'UNKNOWN' : 'BLOCKED', cause: { kind: 'gateway-kind' } }];
    default: return requestAtGateway(context, servers.filter(({ server }) => isPlain(server)));
  }
}

/** Whether a server takes connections as they come: requests, redirected or not, and opaque bytes. */
function isPlain({ protocol, tlsMode }: GatewayServer): boolean {
  return tlsMode === undefined || isForRequests(protocol);
}

function isForRequests(protocol: string): boolean {
  return protocolFamily(protocol) === ProtocolFamily.HTTP;
}

/**
 * The servers of a port that istiod runs: one for plain connections lets none but its like join it, and TLS servers must not share a host. What
 * it takes for apart as one is bound to all addresses and the other one to nothing comes together at one listener.
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

function chainsOf(context: GatewayContext, servers: readonly RunningServer[]): FilterChain[] {
  const names = new Set<string>();
  const chains: FilterChain[] = [];
  const add = (target: ChainTarget, sniHosts: readonly string[] = []) => chains.push({ sniHosts, cidrs: [], onlyRequests: false, target });
  // Servers for requests share a chain, unless some are bound to all addresses and some to nothing.
  const binds = new Set(servers.filter(({ server }) => isForRequests(server.protocol)).map(({ server }) => server.bind));
  binds.forEach(() => add({ kind: 'routes' }));
  for (const running of servers.filter(({ server }) => !isForRequests(server.protocol))) {
    const { server } = running;
    if (server.tlsMode === 'PASSTHROUGH') {
      for (const { match, target } of connectionRoutes(context, running, 'tls')) {
        const sniHosts = match?.sniHosts ?? [];
        // Envoy refuses two chains for one name: later ones are left out.
        if (sniHosts.some(name => names.has(name))) { continue; }
        sniHosts.forEach(name => names.add(name));
        add(target, sniHosts);
      }
    } else if (server.tlsMode !== undefined) {
      // Without TLS there are bytes left, which need a rule; requests (HTTPS) and clusters of another mesh (AUTO_PASSTHROUGH) need none.
      const needsRule = server.protocol !== 'HTTPS' && server.tlsMode !== 'AUTO_PASSTHROUGH';
      if (!needsRule || connectionRoutes(context, running, 'tcp').length > 0) { add({ kind: 'terminated' }, sniHostsOf(server)); }
    } else {
      const [first] = connectionRoutes(context, running, 'tcp');
      if (first) { add(first.target); }
    }
  }
  return chains;
}

/** The names of a server, each once: it may have one for VirtualServices of several namespaces. */
function sniHostsOf({ hosts }: GatewayServer): string[] {
  return [...new Set(hosts.map(host => splitNamespace(host).name))];
}

/** The rules for connections that a server's VirtualServices have, with each match that lets them apply. */
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
        // A gateway does not look at where connections come from.
        .filter(match => appliesToConnections({ ...match, sourceLabels: {}, sourceNamespace: undefined }, { ...client, gateway }, server.port))
        .map(match => ({ match, target }));
    }));
}

/** A rule of a VirtualService with one of its matches. */
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
        byHost.set(host, [...byHost.get(host) ?? [], ...routes]);
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

/** The routes of a VirtualService. Behind one that takes every request, none is looked at. */
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
  return destinations.map(({ host, port, subset }) => {
    const scoped = known.get(host);
    const name: UpstreamName = {
      host: scoped?.service.externalName ?? host,
      port: port ?? (scoped?.ports.length === 1 ? scoped.ports[0].number : connection.port),
      subset,
    };
    const state = upstreamState(model, known, client, name, true);
    return { verdict: verdictAt(model, connection, client.namespace, name, state), cause: { kind: 'upstream', name, state, virtualService } };
  });
}

/** What a gateway has clusters for: all that its namespace sees. */
function gatewayUpstreams(model: MeshModel, namespace: string): ReadonlyMap<string, ScopedService> {
  return model.once(`gateway upstreams in ${namespace}`, () => {
    const known = new Map<string, ScopedService>();
    for (const service of model.servicesVisibleTo(namespace)) { addUpstream(known, { service, ports: service.ports, aliases: [] }); }
    return known;
  });
}

/** The hosts of a VirtualService, or the narrower ones of a server, that the server serves. */
function servedHosts({ hosts }: GatewayServer, virtualService: VirtualService): string[] {
  const offered = hosts.map(splitNamespace)
    .filter(({ namespace }) => namespace === undefined || namespace === virtualService.namespace).map(({ name }) => name);
  return offered.flatMap(offer => virtualService.hosts.filter(host => hostsOverlap(offer, host)).map(host => coversHost(host, offer) ? offer : host));
}
