import { Aged, createdAt } from './age';
import { Exposure, exposureOf } from './exposure';
import { isRecord, JsonObject, listOf, recordOf, textOf, textsOf } from '../base/json';
import type { KubernetesObject } from '../base/kubernetes-object';
import { Labels, labelsOf } from '../base/labels';
import { refOf } from '../base/object-ref';
import { portNumberOf } from '../base/port-number';
import type { MeshSettings } from '../settings/mesh-settings';
import { isIpAddress } from '../syntax/addresses';
import { hostsOverlap } from '../syntax/hosts';
import { splitNamespace } from '../syntax/namespaced-name';
import { ClusterDomain, serviceSuffix } from '../syntax/service-hosts';

/** The gateway name that binds a VirtualService to sidecars. */
export const MESH_GATEWAY = 'mesh';

/** A destination of a route. */
export interface RouteDestination {
  readonly host: string;
  readonly subset?: string;
  /** If undefined, the port that the client connects to. */
  readonly port?: number;
  readonly weight: number;
  /** Set if the proxy answers all requests of the rule with an error instead of sending them there (`fault.abort`). */
  readonly aborts?: true;
}

/** The part of a match that istiod evaluates before it configures a proxy. */
export interface StaticMatch {
  readonly port?: number;
  readonly gateways: readonly string[];
  readonly sourceLabels: Labels;
  readonly sourceNamespace?: string;
}

/** A condition on a text. Regular expressions are not evaluated: they can match or not. */
export type TextMatch =
  | { readonly kind: 'exact' | 'prefix'; readonly text: string }
  | { readonly kind: 'regex'; readonly text: string };

/** One of the alternatives under which an `http` rule applies. */
export interface HttpMatch extends StaticMatch {
  readonly uri?: TextMatch;
  readonly ignoreUriCase: boolean;
  readonly authority?: TextMatch;
  /** Conditions that a question can't answer, by name: method, scheme, headers and query parameters. */
  readonly others: ReadonlyMap<string, TextMatch>;
}

/** One of the alternatives under which a `tls` or `tcp` rule applies. */
export interface ConnectionMatch extends StaticMatch {
  readonly sniHosts: readonly string[];
  readonly destinationSubnets: readonly string[];
}

/** The action of an `http` rule: it forwards, the proxy answers (also with a redirect), or it delegates to another VirtualService. */
export type HttpAction =
  | { readonly kind: 'route'; readonly destinations: readonly RouteDestination[] }
  | { readonly kind: 'answer' }
  | {
    readonly kind: 'delegate';
    /** `<namespace>/<name>`. */
    readonly name: string;
    /** Whether the proxy answers instead of using the routes of the delegate. */
    readonly answers: boolean;
  };

/** A rule for plain text requests. Without matches, it always applies. */
export interface HttpRule {
  readonly matches: readonly HttpMatch[];
  readonly action: HttpAction;
}

/** A rule for connections. Without matches, a `tcp` rule always applies. */
export interface ConnectionRule {
  readonly matches: readonly ConnectionMatch[];
  readonly destinations: readonly RouteDestination[];
}

/** A VirtualService with complete host names. */
export interface VirtualService extends Aged {
  /** Empty for a delegate. */
  readonly hosts: readonly string[];
  /** `mesh`, or `<namespace>/<name>` of Gateways. */
  readonly gateways: readonly string[];
  readonly exposure: Exposure;
  readonly http: readonly HttpRule[];
  readonly tls: readonly ConnectionRule[];
  readonly tcp: readonly ConnectionRule[];
}

/** Reads a VirtualService. Fields that the API server would refuse are ignored. */
export function virtualServiceOf(object: KubernetesObject, index: number, settings: MeshSettings): VirtualService {
  const ref = refOf(object, index);
  const spec = recordOf(object.spec);
  const namespace = ref.namespace;
  const gateways = textsOf(spec.gateways).map(gateway => gatewayName(gateway, namespace));
  return {
    ref,
    created: createdAt(object),
    namespace,
    hosts: textsOf(spec.hosts).map(host => completeHost(host, namespace, settings)),
    gateways: gateways.length > 0 ? gateways : [MESH_GATEWAY],
    exposure: exposureOf(textsOf(spec.exportTo), settings.defaultVirtualServiceExportTo ?? ['*'], namespace),
    http: listOf(spec.http).map(rule => httpRule(recordOf(rule), namespace, settings)),
    tls: listOf(spec.tls).map(rule => connectionRule(recordOf(rule), namespace, settings)),
    tcp: listOf(spec.tcp).map(rule => connectionRule(recordOf(rule), namespace, settings)),
    sortName: ref.name,
    tieBreak: '',
  };
}

/** The full name of a host in a VirtualService or DestinationRule. A name without a dot is a Kubernetes Service in the namespace of the object. */
export function completeHost(host: string, namespace: string, domain: ClusterDomain): string {
  return host === '' || host === '*' || host.includes('.') || isIpAddress(host) ? host : `${host}.${namespace}${serviceSuffix(domain)}`;
}

/** The destinations of an action. Empty if it is not a route: for example, a delegate must not delegate again. */
export function routeDestinations(action: HttpAction): readonly RouteDestination[] {
  return action.kind === 'route' ? action.destinations : [];
}

/** All destinations to which a VirtualService can send clients of a namespace. */
export function destinationsFor(virtualService: VirtualService, namespace: string): RouteDestination[] {
  const http = virtualService.http.flatMap(({ matches, action }) => {
    const sources = matches.map(match => match.sourceNamespace).filter(source => source !== undefined);
    const isForOthers = sources.length > 0 && !sources.includes(namespace);
    return isForOthers ? [] : routeDestinations(action);
  });
  return [...http, ...[...virtualService.tcp, ...virtualService.tls].flatMap(rule => rule.destinations)];
}

/** The connections that destinations are looked for. */
export interface ConnectionsMeant {
  /** Namespace of the client. */
  readonly namespace: string;
  /** The names that the connections can be for. Undefined for a name that is not known. */
  readonly names: readonly (string | undefined)[];
  /**
   * The gateway that matches must apply to: `mesh` for a sidecar.
   *
   * @default - any
   */
  readonly gateway?: string;
}

/** The destinations of a VirtualService, without those of `tls` rules that are for other names or other gateways only. */
export function destinationsMeant(virtualService: VirtualService, meant: ConnectionsMeant): RouteDestination[] {
  return destinationsFor({ ...virtualService, tls: tlsRulesMeant(virtualService, meant) }, meant.namespace);
}

/** The `tls` rules of a VirtualService, without what is for other names or other gateways only. */
export function tlsRulesMeant({ tls }: VirtualService, { names, gateway }: ConnectionsMeant): ConnectionRule[] {
  const isNameMeant = (sniHost: string) => names.some(name => name === undefined || hostsOverlap(sniHost.toLowerCase(), name));
  const partsOf = (match: ConnectionMatch): ConnectionMatch[] => {
    const sniHosts = match.sniHosts.filter(isNameMeant);
    const isForOthers = gateway !== undefined && match.gateways.length > 0 && !match.gateways.includes(gateway);
    return isForOthers || (sniHosts.length === 0 && match.sniHosts.length > 0) ? [] : [{ ...match, sniHosts }];
  };
  return tls.map(rule => ({ ...rule, matches: rule.matches.flatMap(partsOf) }))
    .filter(({ matches }, index) => matches.length > 0 || tls[index].matches.length === 0);
}

function gatewayName(gateway: string, namespace: string): string {
  if (gateway === MESH_GATEWAY) { return gateway; }
  const { namespace: scope, name } = splitNamespace(gateway);
  if (scope !== undefined) { return `${scope === '.' ? namespace : scope}/${name}`; }
  // The old form, which looks like the name of a Service.
  const [oldName, ofNamespace] = name.split('.');
  return `${ofNamespace ?? namespace}/${oldName}`;
}

function httpRule(rule: JsonObject, namespace: string, domain: ClusterDomain): HttpRule {
  return { matches: listOf(rule.match).map(match => httpMatch(recordOf(match), namespace)), action: httpAction(rule, namespace, domain) };
}

function httpAction(rule: JsonObject, namespace: string, domain: ClusterDomain): HttpAction {
  if (isRecord(rule.delegate)) {
    const { name, namespace: ofDelegate } = rule.delegate;
    return { kind: 'delegate', name: `${textOf(ofDelegate) || namespace}/${textOf(name) ?? ''}`, answers: isRecord(rule.directResponse) };
  }
  if (isRecord(rule.redirect) || isRecord(rule.directResponse)) { return { kind: 'answer' }; }
  const aborts = abortsAll(rule) ? { aborts: true as const } : {};
  return { kind: 'route', destinations: destinations(rule.route, namespace, domain).map(destination => ({ ...destination, ...aborts })) };
}

/** Whether fault injection hits all requests. Without a percentage, it hits none. */
function abortsAll(rule: JsonObject): boolean {
  const { value } = recordOf(recordOf(recordOf(rule.fault).abort).percentage);
  return typeof value === 'number' && value >= 100;
}

function httpMatch(match: JsonObject, namespace: string): HttpMatch {
  return {
    ...staticMatch(match, namespace),
    uri: textMatch(match.uri),
    ignoreUriCase: match.ignoreUriCase === true,
    authority: textMatch(match.authority),
    others: otherMatches(match),
  };
}

function otherMatches(match: JsonObject): Map<string, TextMatch> {
  const named = ['headers', 'withoutHeaders', 'queryParams']
    .flatMap(field => Object.entries(recordOf(match[field])).map(([name, value]) => [`${field} ${name}`, value] as const));
  const plain = ['method', 'scheme'].flatMap(field => isRecord(match[field]) ? [[field, match[field]] as const] : []);
  // A match without a text only requires that the header or parameter is present.
  return new Map([...plain, ...named].map(([name, value]) => [name, textMatch(value) ?? { kind: 'exact', text: '' }]));
}

function connectionRule(rule: JsonObject, namespace: string, domain: ClusterDomain): ConnectionRule {
  return {
    matches: listOf(rule.match).map(recordOf).map(match => ({
      ...staticMatch(match, namespace),
      sniHosts: textsOf(match.sniHosts),
      destinationSubnets: textsOf(match.destinationSubnets),
    })),
    destinations: destinations(rule.route, namespace, domain),
  };
}

function staticMatch(match: JsonObject, namespace: string): StaticMatch {
  return {
    port: portNumberOf(match.port) || undefined,
    gateways: textsOf(match.gateways).map(gateway => gatewayName(gateway, namespace)),
    sourceLabels: labelsOf(match.sourceLabels),
    sourceNamespace: textOf(match.sourceNamespace) || undefined,
  };
}

function textMatch(value: unknown): TextMatch | undefined {
  const match = recordOf(value);
  for (const kind of ['exact', 'prefix', 'regex'] as const) {
    const text = textOf(match[kind]);
    if (text !== undefined) { return { kind, text }; }
  }
  return undefined;
}

function destinations(value: unknown, namespace: string, domain: ClusterDomain): RouteDestination[] {
  const routes = listOf(value).map(recordOf);
  return routes
    .map(route => ({ destination: recordOf(route.destination), weight: typeof route.weight === 'number' ? route.weight : 0 }))
    // The weight of a single destination does not count.
    .filter(({ weight }) => routes.length === 1 || weight > 0)
    .map(({ destination, weight }) => ({
      host: completeHost(textOf(destination.host) ?? '', namespace, domain),
      subset: textOf(destination.subset) || undefined,
      port: portNumberOf(recordOf(destination.port).number),
      weight,
    }));
}
