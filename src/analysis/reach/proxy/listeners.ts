import { chainKey, FilterChain, FilterChains } from './filter-chains';
import { ListenerContext } from './listener-context';
import type { ListenerScope } from './sidecar-scope';
import { appliesToConnections } from './static-match';
import { RESERVED_PORTS } from '../../model/pods/proxy-ports';
import { addressFor, Service } from '../../model/service';
import { VirtualService } from '../../model/virtual-service';
import { VirtualServiceIndex } from '../../model/virtual-service-index';
import { isCidr, isIpAddress } from '../../syntax/addresses';
import { ProtocolFamily, protocolFamily } from '../../syntax/protocols';
import { nameWithin, otherSpellings } from '../../syntax/service-hosts';

/** The address that Envoy binds to by default. */
export const ANY_ADDRESS = '0.0.0.0';

/** A listener of a sidecar on one port. */
export interface PortListener {
  /** IP that it is bound to, or a placeholder for an IP that is not allocated yet. */
  readonly bind: string;
  readonly chains: FilterChains;
}

/** A listener under construction. */
interface ListenerDraft {
  /** Protocol of the listener. Empty if Envoy detects the protocol from the first bytes. */
  protocol: string;
  chains: FilterChain[];
  keys: Set<string>;
  /** Whether an egress listener with a port created it. Egress listeners without a port then add nothing. */
  isLocked: boolean;
}

/** A service that is added to the listeners of a port. */
interface Addition {
  readonly service: Service;
  /** Other names that clients can use. */
  readonly aliases: readonly string[];
  readonly protocol: string;
  readonly bind: string | undefined;
  readonly virtualServices: readonly VirtualService[];
}

/** The listeners of a sidecar on one port, by the address that they are bound to. */
export function portListeners(context: ListenerContext, port: number): ReadonlyMap<string, PortListener> {
  const drafts = new Map<string, ListenerDraft>();
  for (const listenerScope of context.scope.listeners) {
    const { listener } = listenerScope;
    if (listener.port) {
      if (listener.port.number === port) { addPortListener(context, port, drafts, listenerScope, listener.port.protocol); }
    } else {
      for (const draft of drafts.values()) { draft.isLocked = true; }
      addCatchAll(context, port, drafts, listenerScope);
    }
  }
  return new Map([...drafts].map(([bind, { chains }]) => [bind, { bind, chains: new FilterChains(chains) }]));
}

/** Adds the services of an egress listener with a port. The protocol of the listener counts, not that of the services. */
function addPortListener(context: ListenerContext, port: number, drafts: Map<string, ListenerDraft>, scope: ListenerScope, protocol: string): void {
  const { listener, services, virtualServices } = scope;
  if (isReserved(port, protocol, listener.bind)) { return; }
  for (const { service, aliases } of services) {
    add(context, port, drafts, { service, aliases, protocol, bind: listener.bind, virtualServices });
  }
}

function addCatchAll(context: ListenerContext, port: number, drafts: Map<string, ListenerDraft>, scope: ListenerScope): void {
  const { listener: { bind }, virtualServices } = scope;
  for (const { service, aliases, ports } of scope.onPort(port)) {
    for (const { protocol } of ports.filter(({ number }) => number === port)) {
      if (isReserved(port, protocol, bind)) { continue; }
      for (const place of bindsOf(context, service, port, protocol, bind)) {
        add(context, port, drafts, { service, aliases, protocol, bind: place, virtualServices });
      }
    }
  }
}

/**
 * The addresses that a service is bound to. With resolution NONE, these are its endpoints, if it has any. Undefined if the address of the service
 * decides.
 */
function bindsOf(
  { model, dnsCapture }: ListenerContext,
  service: Service,
  port: number,
  protocol: string,
  bind: string | undefined,
): (string | undefined)[] {
  const family = protocolFamily(protocol);
  const isByEndpoint = bind === undefined && service.resolution === 'NONE' && addressFor(service, dnsCapture) === undefined
    && family !== ProtocolFamily.HTTP && family !== ProtocolFamily.UDP;
  if (!isByEndpoint) { return [bind]; }
  const endpoints = model.endpoints.of(service, port);
  if (endpoints.length === 0 && !service.isKubernetes && !service.selectsLabels) { return [bind]; }
  return endpoints.filter(isIpAddress);
}

function isReserved(port: number, protocol: string, bind: string | undefined): boolean {
  if (!RESERVED_PORTS.has(port)) { return false; }
  return bind === undefined ? protocolFamily(protocol) === ProtocolFamily.HTTP : bind === ANY_ADDRESS;
}

/** Adds a service to its listener. Earlier services decide what can be added: istiod never removes a chain. */
function add(context: ListenerContext, port: number, drafts: Map<string, ListenerDraft>, addition: Addition): void {
  const { service, protocol } = addition;
  const family = protocolFamily(protocol);
  if (service.resolution === 'ALIAS' || family === ProtocolFamily.UDP) { return; }
  const { bind, cidrs } = placeOf(context, addition, family);
  const draft = drafts.get(bind);
  if (draft?.isLocked) { return; }
  const start = (kind: string, chains: FilterChain[]) => {
    drafts.set(bind, { protocol: kind, chains, keys: new Set(chains.map(chainKey)), isLocked: false });
  };
  const requests: FilterChain = {
    sniHosts: [],
    cidrs: [],
    onlyRequests: bind === ANY_ADDRESS || family === ProtocolFamily.AUTO,
    target: family === ProtocolFamily.AUTO && bind !== ANY_ADDRESS ? { kind: 'service-routes', service } : { kind: 'routes' },
  };
  if (protocol === 'HTTP_PROXY') {
    start(protocol, [{ ...requests, onlyRequests: false }]);
    return;
  }
  if (draft && breaksServerFirst(protocol, draft.protocol)) { return; }
  const present = draft ? protocolFamily(draft.protocol) : undefined;
  const connections = () => connectionChains(context, addition, port, bind, cidrs);
  switch (family) {
    case ProtocolFamily.HTTP:
      // All services of the port share one chain for requests.
      if (!draft) {
        start(bind === ANY_ADDRESS ? '' : protocol, [requests]);
      } else if (isConnectionFamily(present)) {
        merge(draft, [requests]);
        draft.protocol = '';
      }
      break;
    case ProtocolFamily.AUTO:
      if (!draft || present === ProtocolFamily.HTTP) {
        start('', [...connections(), requests]);
      } else if (isConnectionFamily(present)) {
        merge(draft, [...connections(), requests]);
        draft.protocol = '';
      }
      break;
    default:
      if (!draft) {
        start(protocol, connections());
      } else {
        merge(draft, connections());
        if (present === ProtocolFamily.HTTP) { draft.protocol = ''; }
      }
  }
}

function placeOf({ dnsCapture }: ListenerContext, { service, bind }: Addition, family: ProtocolFamily): { bind: string; cidrs: string[] } {
  if (bind !== undefined) { return { bind, cidrs: [] }; }
  const address = family === ProtocolFamily.HTTP ? undefined : addressFor(service, dnsCapture);
  if (address === undefined) { return { bind: ANY_ADDRESS, cidrs: [] }; }
  return isCidr(address) ? { bind: ANY_ADDRESS, cidrs: [address] } : { bind: address, cidrs: [] };
}

function isConnectionFamily(family: ProtocolFamily | undefined): boolean {
  return family === ProtocolFamily.TCP || family === ProtocolFamily.TLS;
}

/** Whether two protocols can't share a port: if the server sends first, Envoy can't wait for the first bytes of the client. */
function breaksServerFirst(added: string, present: string): boolean {
  return added !== present && [added, present].some(protocol => protocol === 'MONGO' || protocol === 'MYSQL');
}

/** Adds the chains that Envoy can distinguish from the existing ones. */
function merge(draft: ListenerDraft, chains: readonly FilterChain[]): void {
  for (const chain of chains) {
    const key = chainKey(chain);
    if (draft.keys.has(key)) { continue; }
    draft.keys.add(key);
    draft.chains.push(chain);
  }
}

function connectionChains(context: ListenerContext, addition: Addition, port: number, bind: string, cidrs: readonly string[]): FilterChain[] {
  const virtualServices = VirtualServiceIndex.of(addition.virtualServices).overlapping(addition.service.host);
  return protocolFamily(addition.protocol) === ProtocolFamily.TLS
    ? tlsChains(context, addition, port, bind, cidrs, virtualServices)
    : opaqueChains(context, addition.service, port, cidrs, virtualServices);
}

function tlsChains(
  { model, client, dnsCapture }: ListenerContext,
  { service, aliases }: Addition,
  port: number,
  bind: string,
  cidrs: readonly string[],
  virtualServices: readonly VirtualService[],
): FilterChain[] {
  const routed: FilterChain[] = [];
  const seen = new Set<string>();
  let ranges = cidrs;
  for (const virtualService of virtualServices) {
    for (const { matches, destinations } of virtualService.tls) {
      for (const match of destinations.length > 0 ? matches : []) {
        if (!appliesToConnections(match, client, port)) { continue; }
        // The range of a match also applies to the matches after it.
        if (match.destinationSubnets.length > 0) { ranges = match.destinationSubnets; }
        const key = JSON.stringify([match.sniHosts, match.destinationSubnets]);
        if (seen.has(key)) { continue; }
        seen.add(key);
        routed.push({
          sniHosts: match.sniHosts,
          cidrs: ranges,
          onlyRequests: false,
          target: { kind: 'connection', service, destinations, virtualService },
        });
      }
    }
  }
  if (routed.length > 0) { return routed; }
  const address = addressFor(service, dnsCapture);
  const isNamed = cidrs.length > 0
    || (address !== undefined && isCidr(address))
    || (address === undefined && bind === ANY_ADDRESS)
    || (service.host.startsWith('*') && service.resolution === 'DYNAMIC_DNS');
  const { settings } = model;
  const spellings = aliases.flatMap(alias => [alias, ...otherSpellings(alias, settings), nameWithin(alias, client.namespace, settings)]);
  const names = [service.host, ...spellings];
  return [{ sniHosts: isNamed ? names.filter(name => name !== undefined) : [], cidrs, onlyRequests: false, target: ownTarget(service, port) }];
}

function opaqueChains(
  { client }: ListenerContext,
  service: Service,
  port: number,
  cidrs: readonly string[],
  virtualServices: readonly VirtualService[],
): FilterChain[] {
  const chains: FilterChain[] = [];
  let isOwnRangeTaken = false;
  for (const virtualService of virtualServices) {
    for (const { matches, destinations } of virtualService.tcp) {
      if (destinations.length === 0) { continue; }
      const applying = matches.filter(match => appliesToConnections(match, client, port));
      const target = { kind: 'connection' as const, service, destinations, virtualService };
      if (matches.length === 0 || applying.some(({ destinationSubnets }) => destinationSubnets.length === 0)) {
        return [...chains, { sniHosts: [], cidrs, onlyRequests: false, target }];
      }
      const subnets = applying.flatMap(({ destinationSubnets }) => destinationSubnets);
      if (subnets.length === 0) { continue; }
      chains.push({ sniHosts: [], cidrs: subnets, onlyRequests: false, target });
      isOwnRangeTaken ||= JSON.stringify([...subnets].sort()) === JSON.stringify([...cidrs].sort());
    }
  }
  return isOwnRangeTaken ? chains : [...chains, { sniHosts: [], cidrs, onlyRequests: false, target: ownTarget(service, port) }];
}

function ownTarget(service: Service, port: number): FilterChain['target'] {
  return { kind: 'connection', service, destinations: [{ host: service.host, port, weight: 1 }] };
}
