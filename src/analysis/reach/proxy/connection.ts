import { Bytes, FilterChain } from './filter-chains';
import { RequestAction, RouteTable, routeTable } from './http-routes';
import { ListenerContext } from './listener-context';
import { ANY_ADDRESS, PortListener, portListeners } from './listeners';
import { Connection, Outcome, Cause, Verdict, worst } from './outcome';
import { UpstreamName, UpstreamState, upstreamState } from './upstream';
import type { MeshModel } from '../../model/mesh-model';
import { decidingLabels } from '../../model/pods/deciding-labels';
import type { VirtualService } from '../../model/virtual-service';
import { OutboundTrafficMode } from '../../settings/mesh-settings';
import { isIpAddress, isIpv6 } from '../../syntax/addresses';
import { coversHost, normalizeHost } from '../../syntax/hosts';

/** Ports on which the sidecar receives redirected connections. A connection to one of them would loop. */
const SIDECAR_PORTS = new Set([15001, 15006]);

/** The possible outcomes of a connection at a sidecar. Several if the outcome depends on something that the question does not contain. */
export function connect(context: ListenerContext, connection: Connection): Outcome[] {
  const listeners = listenersOf(context, connection.port);
  const listener = listeners.get(connection.ip ?? ANY_ADDRESS) ?? listeners.get(ANY_ADDRESS);
  if (!listener) { return unmatched(context, connection, 'port'); }
  const chain = listener.chains.match(connection.ip, bytesOf(connection));
  if (chain === 'unmatched') { return unmatched(context, connection, 'listener'); }
  if (chain === 'refused') { return [{ verdict: 'BLOCKED', cause: { kind: 'refused-listener' } }]; }
  return followChain(context, connection, chain);
}

/** The listeners of a sidecar on a port. Computed once for all clients of the same kind. */
export function listenersOf(context: ListenerContext, port: number): ReadonlyMap<string, PortListener> {
  return context.scope.once(cacheKey('listeners', context, port), () => portListeners(context, port));
}

/** The verdict on a connection that is sent to a service. */
export function verdictAt(model: MeshModel, connection: Connection, clientNamespace: string, name: UpstreamName, state: UpstreamState): Verdict {
  if (state.kind === 'open') { return 'UNKNOWN'; }
  if (state.kind !== 'ready') { return 'BLOCKED'; }
  return isMeant(model, connection.host, clientNamespace, name.host) ? 'REACHABLE' : 'MISROUTED';
}

/** Whether a client means a service by a host. Without a host, every service is the right one. */
export function isMeant(model: MeshModel, host: string | undefined, clientNamespace: string, serviceHost: string): boolean {
  return host === undefined
    || coversHost(normalizeHost(serviceHost), host)
    || model.kubernetesServiceNamed(host, clientNamespace)?.host === serviceHost;
}

function routesOf(context: ListenerContext, port: number): RouteTable | undefined {
  return context.scope.once(cacheKey('routes', context, port), () => routeTable(context, port));
}

function cacheKey(what: string, { model, client, dnsCapture }: ListenerContext, port: number): string {
  return `${what} ${port} ${dnsCapture} ${decidingLabels(model, client.labels)}`;
}

function bytesOf({ protocol, host }: Connection): Bytes {
  switch (protocol) {
    case 'http': return { kind: 'http' };
    // The SNI is never an IP.
    case 'https': return { kind: 'tls', sni: host === undefined || isIpAddress(host) ? undefined : host };
    case 'tcp': return { kind: 'opaque' };
  }
}

function followChain(context: ListenerContext, connection: Connection, { target }: FilterChain): Outcome[] {
  if (target.kind === 'connection') {
    const outcomes = target.destinations.map(({ host, port, subset }) => {
      // The host of a route can be an alias. The service of a listener is not an alias, even if an alias has the same host.
      const known = target.virtualService && context.scope.upstreams.get(host);
      const name = {
        host: known?.service.externalName ?? host,
        port: port ?? (known?.ports.length === 1 ? known.ports[0].number : connection.port),
        subset,
      };
      return atUpstream(context, connection, name, target.virtualService);
    });
    return [worst(outcomes)];
  }
  if (connection.protocol !== 'http' || target.kind === 'terminated') { return [{ verdict: 'BLOCKED', cause: { kind: 'not-http' } }]; }
  const routes = routesOf(context, connection.port);
  const host = hostHeader(connection);
  if (target.kind === 'service-routes') {
    const actions = routes?.actionsForService(target.service, host, connection.path);
    return actions?.map(action => applyAction(context, connection, action))
      ?? [{ verdict: 'BLOCKED', cause: { kind: 'no-routes', service: target.service } }];
  }
  const invalidating = routes?.invalidatingServiceFor(context.client.namespace);
  if (invalidating) { return [{ verdict: 'BLOCKED', cause: { kind: 'refused-routes', service: invalidating } }]; }
  const actions = routes?.actionsFor(host, context.client.namespace, connection.path);
  return actions?.map(action => applyAction(context, connection, action)) ?? unmatched(context, connection, 'routes');
}

/** The Host of a request. HTTP/1.1 requires one: a client without a host name sends the address. */
function hostHeader({ host, hasFinalDot, ip }: Connection): string {
  if (host !== undefined) { return isIpv6(host) ? `[${host}]` : `${host}${hasFinalDot ? '.' : ''}`; }
  if (ip === undefined || !isIpAddress(ip)) { return ''; }
  return isIpv6(ip) ? `[${ip}]` : ip;
}

function applyAction(context: ListenerContext, connection: Connection, action: RequestAction): Outcome {
  switch (action.kind) {
    case 'forward':
      return action.destinations.length > 0
        ? worst(action.destinations.map(name => atUpstream(context, connection, name, action.virtualService)))
        : { verdict: 'BLOCKED', cause: { kind: 'virtual-service', action: 'none', virtualService: action.virtualService } };
    default:
      return { verdict: 'BLOCKED', cause: { kind: 'virtual-service', action: action.kind, virtualService: action.virtualService } };
  }
}

function atUpstream(
  context: ListenerContext,
  connection: Connection,
  name: UpstreamName,
  virtualService?: VirtualService,
  isProxy?: boolean,
): Outcome {
  const state = upstreamState(context.model, context.scope.upstreams, context.client, name);
  return {
    verdict: verdictAt(context.model, connection, context.client.namespace, name, state),
    cause: { kind: 'upstream', name, state, virtualService, isProxy },
  };
}

/** The outcome of a connection that nothing matches. It depends on the outbound traffic policy. */
function unmatched(context: ListenerContext, connection: Connection, at: 'port' | 'listener' | 'routes'): Outcome[] {
  const { outboundTrafficPolicy, egressProxy } = context.scope;
  const cause: Cause = { kind: 'unmatched', at };
  const isBlocked = outboundTrafficPolicy === OutboundTrafficMode.REGISTRY_ONLY || (at === 'port' && SIDECAR_PORTS.has(connection.port));
  if (isBlocked) { return [{ verdict: 'BLOCKED', cause }]; }
  const goesToProxy = egressProxy !== undefined && outboundTrafficPolicy === OutboundTrafficMode.ALLOW_ANY;
  return goesToProxy ? [atUpstream(context, connection, egressProxy, undefined, true)] : [{ verdict: 'PASSTHROUGH', cause }];
}
