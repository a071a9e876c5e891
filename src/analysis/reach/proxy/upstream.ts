import type { Client } from './client';
import type { ScopedService } from './scoped-service';
import type { DestinationRule, Subset } from '../../model/destination-rule';
import type { MeshModel } from '../../model/mesh-model';
import { portOf, Service } from '../../model/service';
import { isIstioAtLeast } from '../../settings/istio-version';
import { isIpAddress } from '../../syntax/addresses';
import { ProtocolFamily } from '../../syntax/protocols';

/** Where a proxy sends a connection: a port of a service, with an optional subset. */
export interface UpstreamName {
  readonly host: string;
  readonly port: number;
  readonly subset?: string;
  /** Set if the proxy answers all requests with an error instead of sending them there. */
  readonly aborts?: true;
}

/** Why a proxy does not know an upstream. */
type UnknownReason = 'service' | 'port' | 'subset' | 'subset-endpoints' | 'dns-endpoints' | 'dynamic-dns-version';

/** The state of an upstream that the listeners or routes of a proxy refer to. */
export type UpstreamState =
  /** The connection reaches it. */
  | { readonly kind: 'ready'; readonly service: Service }
  /** The proxy does not know it: a request gets a 503 response, a connection is closed. */
  | { readonly kind: 'unknown'; readonly why: UnknownReason; readonly service?: Service }
  /** The proxy knows it, but it has no endpoints. */
  | { readonly kind: 'empty'; readonly service: Service }
  /** It depends on the unknown ages of DestinationRules which subset the proxy knows by the name. */
  | { readonly kind: 'open'; readonly service: Service; readonly rules: readonly DestinationRule[] };

/** Protocols for which a proxy can resolve the host itself. */
const DYNAMIC_DNS_PROTOCOLS = new Set(['HTTP', 'HTTP2', 'GRPC', 'TLS']);

/** The state of an upstream, given the services that the proxy has clusters for. */
export function upstreamState(
  model: MeshModel,
  known: ReadonlyMap<string, ScopedService>,
  client: Client,
  name: UpstreamName,
  isGateway = false,
): UpstreamState {
  const scoped = known.get(name.host);
  if (!scoped) { return { kind: 'unknown', why: 'service' }; }
  const { service } = scoped;
  const port = portOf(scoped.ports, name.port);
  const isDynamic = service.resolution === 'DYNAMIC_DNS' && service.host.startsWith('*');
  if (!port || port.family === ProtocolFamily.UDP || service.resolution === 'ALIAS' || (isDynamic && !DYNAMIC_DNS_PROTOCOLS.has(port.protocol))) {
    return { kind: 'unknown', why: 'port', service };
  }
  if (name.subset === undefined) { return stateOf(model, service, name.port, isGateway, undefined); }
  const found = model.destinationRules.mergedFor(service, client).map(merged => merged?.subsets.get(name.subset!));
  const states = found.map((one): UpstreamState => one ? stateOf(model, service, name.port, isGateway, one.subset) : { kind: 'unknown', why: 'subset', service });
  const [first, ...others] = states;
  if (others.every(other => keyOf(other) === keyOf(first))) { return first; }
  return { kind: 'open', service, rules: model.destinationRules.for(service, client.namespace) };
}

function keyOf(state: UpstreamState): string {
  return state.kind === 'unknown' ? `${state.kind} ${state.why}` : state.kind;
}

/** The state of a port that a proxy knows, for all endpoints or those of a subset. */
function stateOf(model: MeshModel, service: Service, port: number, isGateway: boolean, subset: Subset | undefined): UpstreamState {
  if (service.resolution === 'DYNAMIC_DNS' && service.host.startsWith('*')) {
    return isGateway || isIstioAtLeast(model.settings.istioVersion, '1.30')
      ? { kind: 'ready', service }
      : { kind: 'unknown', why: 'dynamic-dns-version', service };
  }
  if (service.isKubernetes) { return { kind: 'ready', service }; }
  const all = model.endpoints.of(service, port);
  const endpoints = subset ? model.endpoints.of(service, port, subset.labels) : all;
  const isWithout = endpoints.length === 0 && all.length > 0;
  if (service.resolution === 'DNS' || service.resolution === 'DNS_ROUND_ROBIN') {
    return endpoints.length > 0 ? { kind: 'ready', service } : { kind: 'unknown', why: isWithout ? 'subset-endpoints' : 'dns-endpoints', service };
  }
  // Connections of a gateway have no original destination. Selected workloads can be added later, but a list of endpoints can't change. Another entry
  // with the same host can add DNS names, which are endpoints only with DNS resolution.
  const goesOn = (service.resolution === 'NONE' && !isGateway) || model.endpoints.mayGrow(service, port);
  const isReady = goesOn || endpoints.some(endpoint => isIpAddress(endpoint) || endpoint.startsWith('unix:'));
  if (isReady) { return { kind: 'ready', service }; }
  return isWithout ? { kind: 'unknown', why: 'subset-endpoints', service } : { kind: 'empty', service };
}
