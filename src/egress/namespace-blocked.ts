import type { LockedNamespace } from './locked-namespace';
import { groupBy } from '../analysis/base/group-by';
import { labelOf } from '../analysis/egress/destination';
import type { NamedDestination } from '../analysis/egress/named-destinations';
import type { MeshModel } from '../analysis/model/mesh-model';
import type { MeshWorkload } from '../analysis/model/workload';
import { Destination, proveEgress, Shortfall } from '../analysis/reach/trace/egress-proof';
import { joinShortfalls } from '../analysis/reach/trace/join-shortfalls';
import type { MeshSettings } from '../analysis/settings/mesh-settings';
import { isServiceHost } from '../analysis/syntax/service-hosts';
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
  const isElsewhere = servicesElsewhere(locked, planned.model.settings);
  const nameOf = ({ ref: { kind, name } }: MeshWorkload) => `${kind}/${name}`;
  const namedBy = new Map(locked.imports.workloads().map(({ workload, destinations }) => [nameOf(workload), destinations]));
  const blocked = workloads.flatMap(workload => {
    // The first setting that names a destination is the one of the message.
    const named = new Map([...namedBy.get(nameOf(workload)) ?? []].reverse().map(each => [questionsOf(each)[0].label, each]));
    return [...named.values()].filter(each => !isAllowed(each) && !isElsewhere(each.host)).flatMap((each): Blocked[] => {
      const shortfall = shortfallOf(planned.model, workload, each);
      return shortfall ? [{ named: each, shortfall }] : [];
    });
  });
  const byLabel = [...groupBy(blocked, ({ shortfall }) => shortfall.destination)].sort(([a], [b]) => a < b ? -1 : 1).map(([, each]) => each);
  const remedy = `in the app, call allowDestinations() or allowEgressTo() of ${quotePath(locked.construct)} if the workloads use it`;
  const findings = byLabel.flatMap(each => joinShortfalls(each.map(({ shortfall }) => shortfall)).map(({ message, workloads: affected }) => ({
    rule: BLOCKED_DESTINATION,
    message: `${locked.observes ? 'in mode ENFORCE, ' : ''}${message} It is named by ${each[0].named.source}: ${remedy}`,
    related: affected.flatMap(({ ref }) => planned.apiObjectOf(ref) ?? []),
  })));
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

/** Whether a host is that of a Service that the app does not have, although the cluster may. */
function servicesElsewhere({ namespace, imports }: LockedNamespace, settings: MeshSettings): (host: string | undefined) => boolean {
  const services = imports.services();
  const namespaces = new Set([namespace, ...[...services].map(name => name.split('.')[1])]);
  return host => {
    if (host === undefined) { return false; }
    const labels = host.split('.');
    const isService = isServiceHost(host, settings) || (labels.length === 2 && namespaces.has(labels[1]));
    return isService && !services.has(labels.slice(0, 2).join('.'));
  };
}
