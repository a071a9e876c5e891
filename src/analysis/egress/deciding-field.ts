import { existingPart, FieldPath, valueAt } from '../base/field-path';
import { groupKindOf } from '../base/group-kind';
import { isRecord, listOf, recordOf, textOf, textsOf } from '../base/json';
import type { KubernetesObject } from '../base/kubernetes-object';
import { describeRef, refOf } from '../base/object-ref';
import { podTemplatePath } from '../model/pod-template';
import { MESH_GATEWAY } from '../model/virtual-service';
import type { Hop } from '../reach/trace/hop';
import { coversHost } from '../syntax/hosts';

/** What a connection is about, as far as fields of objects decide about it. */
export interface AskedConnection {
  readonly host?: string;
  readonly port: number;
}

/**
 * The field of an object that decides what happens at a hop: the port or host of a ServiceEntry, the TLS settings of a DestinationRule, the hosts of a Sidecar, the
 * rule of a VirtualService. Without such a field, the name of the object.
 */
export function decidingField(object: KubernetesObject, hop: Hop, asked: AskedConnection): FieldPath {
  const named = namedField(object, hop);
  const candidates = named.length > 0 ? [named] : candidatesOf(object, hop, asked);
  return candidates.find(path => valueAt(object, path) !== undefined) ?? ['metadata', 'name'];
}

/** The path of an annotation of a workload's pods. Undefined if the pods do not have it. */
export function annotationField(object: KubernetesObject, annotation: string): FieldPath | undefined {
  const path = [...podTemplatePath(groupKindOf(object)) ?? [], 'metadata', 'annotations', annotation];
  return valueAt(object, path) === undefined ? undefined : path;
}

/** The field that the text of a hop names, such as `spec.exportTo of ServiceEntry shop/api`. */
function namedField(object: KubernetesObject, { text }: Hop): FieldPath {
  const name = describeRef(refOf(object, 0));
  const before = text.includes(` of ${name}`) ? text.slice(0, text.indexOf(` of ${name}`)) : '';
  const written = /(spec\.[A-Za-z0-9.[\]]+)$/.exec(before)?.[1];
  return written === undefined ? [] : existingPart(object, written).slice(0, 4);
}

function candidatesOf(object: KubernetesObject, hop: Hop, { host, port }: AskedConnection): FieldPath[] {
  const { at } = hop;
  const spec = recordOf(object.spec);
  const covering = indexWhere(textsOf(spec.hosts), pattern => host !== undefined && covers(pattern, host));
  const ofHost: FieldPath[] = covering === undefined ? [] : [['spec', 'hosts', covering]];
  const ofPort = indexWhere(listOf(spec.ports), each => recordOf(each).number === port || recordOf(each).port === port);
  switch (groupKindOf(object)) {
    case 'networking.istio.io/ServiceEntry':
    case 'Service': {
      const ports: FieldPath[] = ofPort === undefined ? [['spec', 'ports']] : [['spec', 'ports', ofPort]];
      return at === 'dns' ? [['spec', 'addresses'], ...ofHost, ...ports] : [...ports, ...ofHost];
    }
    case 'networking.istio.io/DestinationRule': return [...subsetFields(spec, hop, host), ...tlsFields(spec, port)];
    case 'networking.istio.io/Sidecar': return sidecarFields(spec, { ...hop, own: refOf(object, 0).namespace }, host, port);
    case 'networking.istio.io/VirtualService': return [...leadingRules(spec, hop), ...ruleFields(spec, host, port), ...ofHost, ['spec', 'hosts']];
    case 'networking.istio.io/Gateway': return [['spec', 'servers']];
    default: return [['spec']];
  }
}

/** The TLS settings of a subset on the way to a gateway: those with the host of the connection as the server name. */
function subsetFields(spec: Readonly<Record<string, unknown>>, { at }: Hop, host: string | undefined): FieldPath[] {
  if (at !== 'tls' || host === undefined) { return []; }
  return listOf(spec.subsets).flatMap((subset, index): FieldPath[] => {
    const policy = recordOf(recordOf(subset).trafficPolicy);
    const path: FieldPath = ['spec', 'subsets', index, 'trafficPolicy'];
    const level = indexWhere(listOf(policy.portLevelSettings), each => recordOf(recordOf(each).tls).sni === host);
    if (level !== undefined) { return [[...path, 'portLevelSettings', level, 'tls']]; }
    return recordOf(policy.tls).sni === host ? [[...path, 'tls']] : [];
  });
}

function tlsFields(spec: Readonly<Record<string, unknown>>, port: number): FieldPath[] {
  const levels = listOf(recordOf(spec.trafficPolicy).portLevelSettings);
  const level = indexWhere(levels, each => recordOf(recordOf(each).port).number === port);
  return [
    ...level === undefined ? [] : [['spec', 'trafficPolicy', 'portLevelSettings', level, 'tls']],
    ['spec', 'trafficPolicy', 'tls'],
    ['spec', 'host'],
  ];
}

/** A hop at a Sidecar in a namespace. */
type SidecarHop = Hop & { readonly own: string };

/** What nothing matches is decided by the policy, and by the hosts that the Sidecar does not import. What is sent on is decided by the import of its entry. */
function sidecarFields(spec: Readonly<Record<string, unknown>>, hop: SidecarHop, host: string | undefined, port: number): FieldPath[] {
  const listeners = listOf(spec.egress);
  const listener = indexWhere(listeners, each => recordOf(recordOf(each).port).number === port)
    ?? indexWhere(listeners, each => recordOf(each).port === undefined);
  const policy: FieldPath = ['spec', 'outboundTrafficPolicy'];
  if (listener === undefined) { return [['spec', 'egress'], policy]; }
  const hosts = textsOf(recordOf(listeners[listener]).hosts);
  const importing = hop.verdict === 'REACHABLE' ? indexWhere(hosts, each => isImportOf(each, hop, host)) : undefined;
  const whole: FieldPath = ['spec', 'egress', listener, 'hosts'];
  if (importing !== undefined) { return [[...whole, importing]]; }
  return hop.verdict === 'PASSTHROUGH' ? [policy, whole] : [whole, policy];
}

/** Whether an egress host, such as `./*` or `shop/api.example.com`, imports the host from the namespace of an entry that decides at the hop. */
function isImportOf(egressHost: string, { because, own }: SidecarHop, host: string | undefined): boolean {
  const [scope, name] = egressHost.split('/');
  const namespaces = because.flatMap(each => /^(?:ServiceEntry|Service) ([^/]+)\//.exec(each)?.[1] ?? []);
  return host !== undefined && covers(name ?? '', host) && (scope === '*' || namespaces.includes(scope === '.' ? own : scope));
}

/** The rule for the sidecars or for the gateway, whichever the hop is at, that leads to the destination that the text of the hop names. */
function leadingRules(spec: Readonly<Record<string, unknown>>, { at, text }: Hop): FieldPath[] {
  const isForHop = (match: unknown) => {
    const { gateways = spec.gateways } = recordOf(match);
    const names = textsOf(gateways);
    return at === 'gateway' ? names.some(name => name !== MESH_GATEWAY) : names.length === 0 || names.includes(MESH_GATEWAY);
  };
  const leadsTo = (rule: unknown) => listOf(recordOf(rule).route).some(route => {
    const { host, port } = recordOf(recordOf(route).destination);
    return typeof host === 'string' && text.includes(` ${host}:${String(recordOf(port).number)}`);
  });
  return ['tls', 'http', 'tcp'].flatMap(kind => {
    const index = indexWhere(listOf(spec[kind]), rule => {
      const matches = listOf(recordOf(rule).match);
      return leadsTo(rule) && (matches.length === 0 || matches.some(isForHop));
    });
    return index === undefined ? [] : [['spec', kind, index]];
  });
}

/** The only rule of a kind, or the first whose match has the port or a server name that covers the host. */
function ruleFields(spec: Readonly<Record<string, unknown>>, host: string | undefined, port: number): FieldPath[] {
  return ['tls', 'http', 'tcp'].flatMap(kind => {
    const rules = listOf(spec[kind]);
    const index = indexWhere(rules, rule => listOf(recordOf(rule).match).some(match => isRecord(match)
      && (match.port === undefined || match.port === port)
      && (match.sniHosts === undefined || textsOf(match.sniHosts).some(sni => host !== undefined && covers(sni, host)))));
    return index !== undefined ? [['spec', kind, index]] : rules.length === 1 ? [['spec', kind, 0]] : [];
  });
}

function covers(pattern: string, host: string): boolean {
  const name = textOf(pattern) ?? '';
  return name === '*' || name.toLowerCase() === host.toLowerCase() || name.startsWith('*.') && coversHost(name.toLowerCase(), host.toLowerCase());
}

function indexWhere<T>(items: readonly T[], predicate: (item: T) => boolean): number | undefined {
  const index = items.findIndex(predicate);
  return index < 0 ? undefined : index;
}
