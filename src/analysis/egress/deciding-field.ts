import { FieldPath, valueAt } from '../base/field-path';
import { groupKindOf } from '../base/group-kind';
import { isRecord, listOf, recordOf, textOf, textsOf } from '../base/json';
import type { KubernetesObject } from '../base/kubernetes-object';
import { podTemplatePath } from '../model/pod-template';
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
export function decidingField(object: KubernetesObject, hop: Pick<Hop, 'at' | 'verdict'>, asked: AskedConnection): FieldPath {
  const candidates = candidatesOf(object, hop, asked);
  return candidates.find(path => valueAt(object, path) !== undefined) ?? ['metadata', 'name'];
}

/** The path of an annotation of a workload's pods. Undefined if the pods do not have it. */
export function annotationField(object: KubernetesObject, annotation: string): FieldPath | undefined {
  const path = [...podTemplatePath(groupKindOf(object)) ?? [], 'metadata', 'annotations', annotation];
  return valueAt(object, path) === undefined ? undefined : path;
}

function candidatesOf(object: KubernetesObject, { at, verdict }: Pick<Hop, 'at' | 'verdict'>, { host, port }: AskedConnection): FieldPath[] {
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
    case 'networking.istio.io/DestinationRule': return tlsFields(spec, port);
    case 'networking.istio.io/Sidecar': return sidecarFields(spec, verdict, host, port);
    case 'networking.istio.io/VirtualService': return [...ruleFields(spec, host, port), ...ofHost, ['spec', 'hosts']];
    case 'networking.istio.io/Gateway': return [['spec', 'servers']];
    default: return [['spec']];
  }
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

/** What nothing matches is decided by the policy. What is sent on is decided by the hosts that the Sidecar imports. */
function sidecarFields(spec: Readonly<Record<string, unknown>>, verdict: Hop['verdict'], host: string | undefined, port: number): FieldPath[] {
  const listeners = listOf(spec.egress);
  const listener = indexWhere(listeners, each => recordOf(recordOf(each).port).number === port)
    ?? indexWhere(listeners, each => recordOf(each).port === undefined);
  const hosts = listener === undefined ? [] : textsOf(recordOf(listeners[listener]).hosts);
  const importing = indexWhere(hosts, each => host !== undefined && covers(each.slice(each.indexOf('/') + 1), host));
  const ofListener: FieldPath[] = listener === undefined ? [['spec', 'egress']] : [
    ...importing === undefined ? [] : [['spec', 'egress', listener, 'hosts', importing]],
    ['spec', 'egress', listener, 'hosts'],
  ];
  const policy: FieldPath = ['spec', 'outboundTrafficPolicy'];
  return verdict === 'PASSTHROUGH' ? [policy, ...ofListener] : verdict === 'BLOCKED' && importing !== undefined ? [policy, ...ofListener] : [...ofListener, policy];
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
