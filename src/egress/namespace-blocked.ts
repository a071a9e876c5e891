import type { IConstruct } from 'constructs';
import { ClusterService, clusterServiceOf } from './endpoint-entry';
import type { LockedNamespace } from './locked-namespace';
import { groupBy } from '../analysis/base/group-by';
import { describeRefs } from '../analysis/base/object-ref';
import { quote } from '../analysis/base/quote';
import { labelOf } from '../analysis/egress/destination';
import type { NamedDestination } from '../analysis/egress/named-destinations';
import type { MeshModel } from '../analysis/model/mesh-model';
import type { MeshWorkload } from '../analysis/model/workload';
import { Destination, proveEgress, Shortfall } from '../analysis/reach/trace/egress-proof';
import { joinShortfalls } from '../analysis/reach/trace/join-shortfalls';
import { EgressHostSet } from '../analysis/syntax/egress-host-set';
import { serviceSuffix } from '../analysis/syntax/service-hosts';
import { quotePath } from '../core/check-construct';
import { BLOCKED_DESTINATION } from '../core/construct-rule';
import type { ConstructFinding } from '../core/finding-collector';
import type { MeshView } from '../core/mesh-view';

/** What settings of the workloads name and the lock blocks. */
export interface BlockedNames {
  readonly findings: readonly ConstructFinding[];
  /** Their hosts or addresses with their ports, by `placeOf()`. */
  readonly places: ReadonlySet<string>;
}

/** A destination that is blocked, and what names it. */
interface Blocked {
  readonly named: NamedDestination;
  readonly shortfall: Shortfall;
}

/** A host or an address with a port, whatever the protocol. */
export function placeOf({ host, address, port }: Pick<Destination, 'host' | 'address' | 'port'>): string {
  return JSON.stringify([host ?? address, port]);
}

/** The destinations in settings of the workloads that are blocked. */
export function blockedNames({ planned }: MeshView, locked: LockedNamespace, workloads: readonly MeshWorkload[]): BlockedNames {
  const isAllowed = allowedBy(locked.allowed);
  const elsewhere = servicesElsewhere(planned.model, locked);
  const nameOf = ({ ref: { kind, name } }: MeshWorkload) => `${kind}/${name}`;
  const namedBy = new Map(locked.imports.workloads().map(({ workload, destinations }) => [nameOf(workload), destinations]));
  const blocked = workloads.flatMap(workload => {
    // The first setting that names a destination is the one of the message.
    const named = new Map([...namedBy.get(nameOf(workload)) ?? []].reverse().map(each => [questionsOf(each)[0].label, each]));
    return [...named.values()].filter(each => !isAllowed(each) && elsewhere(each.host)?.isImported !== true).flatMap((each): Blocked[] => {
      const shortfall = shortfallOf(planned.model, workload, each);
      return shortfall ? [{ named: each, shortfall }] : [];
    });
  });
  const byLabel = [...groupBy(blocked, ({ shortfall }) => shortfall.destination)].sort(([a], [b]) => a < b ? -1 : 1).map(([, each]) => each);
  const remedy = `in the app, call allowDestinations() or allowEgressTo() of ${quotePath(locked.construct)} if the workloads use it`;
  const messagesOf = (each: readonly Blocked[]): { readonly message: string; readonly workloads: readonly MeshWorkload[] }[] => {
    const [{ named }] = each;
    const service = elsewhere(named.host);
    const shortfalls = each.map(({ shortfall }) => shortfall);
    return service
      ? [{ message: elsewhereMessage(each, service, locked.construct), workloads: shortfalls.flatMap(shortfall => shortfall.workloads) }]
      : joinShortfalls(shortfalls).map(({ message, workloads: affected }) => ({ message: `${message} It is named by ${named.source}: ${remedy}`, workloads: affected }));
  };
  const findings = byLabel.flatMap(messagesOf).map(({ message, workloads: affected }) => ({
    rule: BLOCKED_DESTINATION,
    message: `${locked.observes ? 'in mode ENFORCE, ' : ''}${message}`,
    related: affected.flatMap(({ ref }) => planned.apiObjectOf(ref) ?? []),
  }));
  return { findings, places: new Set(blocked.map(({ named }) => placeOf(named))) };
}

/** Whether the app allows a destination explicitly. The address of a named host is in DNS only, so any address with its port may be that of the host. */
function allowedBy(allowed: readonly Destination[]): (named: NamedDestination) => boolean {
  const keyOf = (place: string, protocol: string) => `${protocol} ${place}`;
  const known = new Set(allowed.map(destination => keyOf(placeOf(destination), destination.protocol)));
  const portsOfAddresses = new Set(allowed.filter(({ host, protocol }) => host === undefined && protocol === 'tcp').map(({ port }) => port));
  return named => named.protocols.some(protocol => known.has(keyOf(placeOf(named), protocol)))
    || (named.host !== undefined && named.protocols.includes('tcp') && portsOfAddresses.has(named.port));
}

/** Why a workload does not reach a destination, whichever of its protocols it speaks. Undefined if it reaches it by one of them. */
function shortfallOf(model: MeshModel, workload: MeshWorkload, named: NamedDestination): Shortfall | undefined {
  const shortfalls: Shortfall[] = [];
  for (const question of questionsOf(named)) {
    const shortfall = proveEgress(model, [workload], [question]).at(0);
    if (!shortfall) { return undefined; }
    shortfalls.push(shortfall);
  }
  const [first] = shortfalls;
  return { ...(shortfalls.find(({ certain }) => !certain) ?? first), destination: first.destination };
}

function questionsOf({ protocols, host, address, port }: NamedDestination): Destination[] {
  return protocols.map(protocol => ({ label: labelOf(protocol, host ?? address ?? '', port), host, address, port, protocol }));
}

/** A Service that the app does not have, although the cluster may. */
interface ServiceElsewhere extends ClusterService {
  /** Whether the host can only be that of a Service. Otherwise it may be a host outside too. */
  readonly isCertain: boolean;
  /** Whether the Sidecar imports it, so that nothing is known against it. */
  readonly isImported: boolean;
}

/** The Service that a host is that of, if the app has neither the Service nor a ServiceEntry with the host. */
function servicesElsewhere(
  model: MeshModel, { namespace: own, imports, importedHosts }: LockedNamespace,
): (host: string | undefined) => ServiceElsewhere | undefined {
  const services = imports.services();
  const imported = new EgressHostSet(own);
  importedHosts.forEach(host => { imported.add(host); });
  const exact = new Set(importedHosts);
  const namespaces = new Set([...model.namespaceLabels.keys(), ...[...model.workloads, ...model.services].map(({ namespace }) => namespace)]);
  return host => {
    if (host === undefined || model.hostsMeantBy(host, own).length > 0) { return undefined; }
    const labels = host.split('.');
    const full = clusterServiceOf(host, model.settings);
    const service = full ?? (labels.length === 2 ? { namespace: labels[1], host: `${host}${serviceSuffix(model.settings)}` } : undefined);
    if (!service) { return undefined; }
    const target = `${service.namespace}/${service.host}`;
    // The app has the Service of a pod that has its own name in front.
    const isKnown = services.has(shortOf(service));
    return {
      ...service,
      isCertain: full !== undefined || namespaces.has(service.namespace),
      isImported: isKnown || service.namespace === own || exact.has(target) || imported.isCovered(target),
    };
  };
}

/** A Service as `<name>.<namespace>`. */
function shortOf({ host }: ClusterService): string {
  return host.split('.').slice(0, 2).join('.');
}

/** What is wrong with a host that is or may be that of a Service, and the remedy. */
function elsewhereMessage(blocked: readonly Blocked[], { namespace, host, isCertain }: ServiceElsewhere, construct: IConstruct): string {
  const [{ named, shortfall: { destination, certain } }] = blocked;
  const workloads = blocked.flatMap(({ shortfall }) => shortfall.workloads);
  const verb = certain ? `${workloads.length > 1 ? 'do' : 'does'} not` : 'might not';
  const reason = isCertain
    ? `the Sidecar does not import Service ${namespace}/${host.split('.')[0]}, which is not in the app`
    : `no ServiceEntry or Service of the app has the host ${quote(named.host ?? '')}`;
  const use = isCertain ? 'if the workloads use it' : 'if it is a Service of the cluster, or allowDestinations() if it is a host outside';
  return `${describeRefs(workloads.map(({ ref }) => ref))} ${verb} reach ${destination}: ${reason}. It is named by ${named.source}: `
    + `in the app, call allowEgressTo() of ${quotePath(construct)} with EgressHost.of('${namespace}/${host}') ${use}`;
}
