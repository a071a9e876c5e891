import { Client, RouteClient } from './client';
import { verdictAt } from './connection';
import { connectionRoutes, GatewayListener, listenersFor, podPort, RunningServer, servedHosts, serversOn } from './gateway-listeners';
import { gatewaysAt, orderedGateways, orderedModels } from './gateway-orders';
import { isMetByAll, matchesRequest } from './http-match';
import { worst, Connection, OpenPort, Outcome } from './outcome';
import { addUpstream, ScopedService } from './scoped-service';
import { appliesToRequests } from './static-match';
import { UpstreamName, upstreamState } from './upstream';
import { append } from '../../base/group-by';
import { selects } from '../../base/labels';
import type { Gateway } from '../../model/gateway';
import type { MeshModel } from '../../model/mesh-model';
import { RouteDestination, HttpAction, HttpMatch, routeDestinations, VirtualService } from '../../model/virtual-service';
import { coversHost } from '../../syntax/hosts';

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
  const { port, ip } = connection;
  const context = { model, client, connection, inside };
  const asked = [connection, ...inside ? [inside] : []].map(({ host, ip: address }) => host ?? address);
  const key = `${client.namespace} ${JSON.stringify(client.labels)} ${port}`;
  const atPort = model.once(`gateways at ${key}`, () => gatewaysAt(model, client, port));
  const listenersIn = (ordered: MeshModel, gateways: readonly Gateway[]) => {
    return listenersFor(ordered, client, serversOn(model, client, gateways, port), ip);
  };
  const usual = () => model.once(`gateway listeners at ${ip} ${key}`, () => listenersIn(model, atPort.gateways));
  const models = orderedModels(model, client, atPort, asked);
  const orders = orderedGateways(atPort, asked);
  if (models === undefined || orders === undefined) { return [...connectWith(context, usual()), { verdict: 'UNKNOWN', cause: { kind: 'many-orders' } }]; }
  if (models.length === 1 && orders.length === 1) { return connectWith(context, usual()); }
  // A proof asks again for each order of what matters to the sidecar.
  return model.once(`outcomes at ${key} ${JSON.stringify([connection, inside])}`, () => models.flatMap(ordered => orders.flatMap(gateways => {
    return connectWith({ ...context, model: ordered }, ordered === model && gateways === atPort.gateways ? usual() : listenersIn(ordered, gateways));
  })));
}

/** The ports that the pods of a gateway listen on. */
function openPorts({ model, client }: GatewayContext): OpenPort[] {
  const servers = model.gateways.filter(({ selector }) => !selector || selects(selector, client.labels)).flatMap(gateway => gateway.servers);
  const serverPorts = [...new Set(servers.map(({ port }) => port))].sort((a, b) => a - b);
  return serverPorts.map(serverPort => ({ number: podPort(model, client, serverPort), serverPort }));
}

function connectWith(context: GatewayContext, listeners: readonly GatewayListener[]): Outcome[] {
  const { connection: { ip, protocol, host } } = context;
  if (listeners.length === 0) { return [{ verdict: 'BLOCKED', cause: { kind: 'no-server', open: openPorts(context) } }]; }
  // A listener without chains does not exist: the connection goes to the listener for all addresses.
  const listener = listeners.find(({ chains }) => chains !== undefined);
  if (!listener?.chains) { return [{ verdict: 'BLOCKED', cause: { kind: 'unmatched', at: 'listener' } }]; }
  const kind = protocol === 'http' ? 'http' : 'opaque';
  const chain = listener.chains.match(ip, protocol === 'https' ? { kind: 'tls', sni: host } : { kind });
  if (chain === 'refused') { return [{ verdict: 'BLOCKED', cause: { kind: 'refused-listener' } }]; }
  if (chain === 'unmatched') { return [{ verdict: 'BLOCKED', cause: { kind: 'unmatched', at: 'listener' } }]; }
  switch (chain.target.kind) {
    case 'connection': return [worst(destinationsAt(context, chain.target.destinations, chain.target.virtualService))];
    case 'terminated': return afterTls(context, listener.endsTls.get(chain)!);
    default: return requestAtGateway(context, listener.plain);
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
  const [route] = connectionRoutes(context.model, context.client, running, 'tcp');
  if (!route) { return [{ verdict: 'BLOCKED', cause: { kind: 'unmatched', at: 'routes' } }]; }
  return [worst(destinationsAt(context, route.target.destinations, route.target.virtualService))];
}

/** A rule of a VirtualService, with one of its matches. */
interface GatewayRoute {
  readonly match?: HttpMatch;
  readonly action: HttpAction;
  readonly virtualService: VirtualService;
}

/** The routes of some servers for requests. */
interface RequestRoutes {
  readonly byHost: ReadonlyMap<string, readonly GatewayRoute[]>;
  readonly wildcards: readonly string[];
  /** Hosts whose requests are redirected to HTTPS. */
  readonly redirected: ReadonlySet<string>;
}

const REQUEST_ROUTES = new WeakMap<readonly RunningServer[], RequestRoutes>();

/** The routes of some servers for requests. Built once for each list: the servers of a listener belong to one model and one proxy. */
function requestRoutesOf({ model, client }: GatewayContext, servers: readonly RunningServer[]): RequestRoutes {
  const known = REQUEST_ROUTES.get(servers);
  if (known) { return known; }
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
  const found = { byHost, redirected, wildcards: [...byHost.keys()].filter(name => name.startsWith('*')) };
  REQUEST_ROUTES.set(servers, found);
  return found;
}

function requestAtGateway(context: GatewayContext, servers: readonly RunningServer[]): Outcome[] {
  const { connection } = context;
  if (connection.protocol !== 'http') { return [{ verdict: 'BLOCKED', cause: { kind: 'not-http' } }]; }
  const { byHost, redirected, wildcards } = requestRoutesOf(context, servers);
  const host = connection.host ?? connection.ip ?? '';
  const domain = byHost.has(host) ? host : wildcards.filter(name => coversHost(name, host)).sort((a, b) => b.length - a.length)[0];
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
