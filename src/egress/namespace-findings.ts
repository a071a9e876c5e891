import { ApiObject } from 'cdk8s';
import type { LockedNamespace } from './locked-namespace';
import { blockedNames, placeOf } from './namespace-blocked';
import { groupBy } from '../analysis/base/group-by';
import { describeRefs, firstNames } from '../analysis/base/object-ref';
import { mayHaveSidecar, sidecarInjectionOf } from '../analysis/model/pods/sidecar-injection';
import type { MeshWorkload } from '../analysis/model/workload';
import { workloadsOfSidecar } from '../analysis/reach/proxy/workloads-of-sidecar';
import { OutboundTrafficMode } from '../analysis/settings/mesh-settings';
import { EgressHostSet } from '../analysis/syntax/egress-host-set';
import { quotePath } from '../core/check-construct';
import { BLOCKED_DESTINATION, NOT_LOCKED } from '../core/construct-rule';
import type { ConstructFinding } from '../core/finding-collector';
import type { MeshView } from '../core/mesh-view';
import { EgressVerdict } from '../core/workload-egress';

/** What the lock of a namespace blocks although the app shows that it is used, and what it does not lock. */
export function* namespaceFindings(mesh: MeshView, locked: LockedNamespace): Iterable<ConstructFinding> {
  const { planned } = mesh;
  const workloads = planned.model.workloads.filter(({ namespace }) => namespace === locked.namespace);
  const governed = workloadsOfSidecar(planned.model, planned.indexOf(ApiObject.of(locked.sidecar)) ?? -1).map(({ workload }) => workload)
    .filter(workload => mayHaveSidecar(planned.model, workload));
  const named = blockedNames(mesh, locked, workloads);
  yield* named.findings;
  if (locked.observes && governed.length > 0) { yield* closing(mesh, locked, governed, named.places); }
  yield* open(mesh, locked, workloads, new Set(governed));
  yield* doubtful(mesh, locked, workloads);
}

/** What the app declares for the workloads, and that they will no longer reach. */
function* closing(
  mesh: MeshView, locked: LockedNamespace, workloads: readonly MeshWorkload[], named: ReadonlySet<string>,
): Iterable<ConstructFinding> {
  const closed = new Set<string>();
  for (const workload of workloads) {
    const labelsOf = (checked: MeshView['current']) => checked.egressOf(workload).destinations
      .filter(({ host, address, port }) => ![host, address].some(name => name !== undefined && named.has(placeOf({ host: name, port }))))
      .map(({ protocol, host, address, port }) => `${protocol}://${address === undefined || protocol !== 'tcp' ? host : address}:${port}`);
    const kept = new Set(labelsOf(mesh.planned));
    labelsOf(mesh.current).filter(label => !kept.has(label)).forEach(label => closed.add(label));
  }
  const services = unimportedServices(locked);
  const parts = [
    ...closed.size === 0 ? [] : [`${closed.size} declared ${closed.size === 1 ? 'destination' : 'destinations'} (${firstNames([...closed].sort())})`],
    ...services.length === 0 ? [] : [`${services.length} ${services.length === 1 ? 'Service' : 'Services'} of other namespaces (${firstNames(services)})`],
  ];
  if (parts.length === 0) { return; }
  const message = `mode ENFORCE closes ${parts.join(' and ')} to ${describeRefs(workloads.map(({ ref }) => ref))}: `
    + `call allowEgressTo() of ${quotePath(locked.construct)} for those that the workloads use`;
  yield { rule: BLOCKED_DESTINATION, message };
}

function unimportedServices({ namespace, imports, importedHosts }: LockedNamespace): string[] {
  const hosts = new EgressHostSet(namespace);
  importedHosts.forEach(host => { hosts.add(host); });
  const imported = new Set(importedHosts);
  return [...imports.serviceHosts()].filter(([, host]) => !imported.has(host) && !hosts.isCovered(host)).map(([name]) => name).sort();
}

/** Workloads that are not locked if they have no sidecar, which is unknown. Nothing is known of a Namespace that is not in the app. */
function* doubtful({ planned }: MeshView, { namespace, observes }: LockedNamespace, workloads: readonly MeshWorkload[]): Iterable<ConstructFinding> {
  const labels = planned.model.namespaceLabels.get(namespace);
  const found = labels ? workloads.filter(workload => sidecarInjectionOf(workload, labels) === 'maybe') : [];
  if (found.length === 0) { return; }
  const message = `${describeRefs(found.map(({ ref }) => ref))} might not be locked${observes ? ' in mode ENFORCE' : ''}: it is unknown whether the pods have a sidecar; `
    + `set the label istio-injection of Namespace ${namespace} to "enabled"`;
  yield { rule: NOT_LOCKED, message, related: found.flatMap(({ ref }) => planned.apiObjectOf(ref) ?? []) };
}

/** Workloads whose unknown hosts are not blocked, by reason. */
function* open(
  { planned }: MeshView, { construct, namespace, observes }: LockedNamespace, workloads: readonly MeshWorkload[], governed: ReadonlySet<MeshWorkload>,
): Iterable<ConstructFinding> {
  const { model } = planned;
  if (observes && model.settings.outboundTrafficPolicy === OutboundTrafficMode.REGISTRY_ONLY) {
    const message = `mode OBSERVE lets the workloads of namespace ${namespace} connect to every host, which the REGISTRY_ONLY of the mesh blocks without it; choose mode ENFORCE`;
    yield { rule: NOT_LOCKED, message };
  }
  const reasons = groupBy(workloads.filter(workload => OPEN.has(worst(planned.egressOf(workload).unknownHosts))), (workload): string => {
    if (!mayHaveSidecar(model, workload)) { return 'the pods have no sidecar; inject one, or keep the pods in with a NetworkPolicy'; }
    return governed.has(workload) ? 'an annotation of the pods lets connections past the sidecar; remove it' : `another Sidecar applies to the pods; remove it, and allow its hosts in ${quotePath(construct)}`;
  });
  for (const [reason, found] of reasons) {
    const message = `${describeRefs(found.map(({ ref }) => ref))} ${found.length === 1 ? 'is' : 'are'} not locked${observes ? ' in mode ENFORCE' : ''}: ${reason}`;
    yield { rule: NOT_LOCKED, message, related: found.flatMap(({ ref }) => planned.apiObjectOf(ref) ?? []) };
  }
}

const OPEN: ReadonlySet<EgressVerdict | undefined> = new Set([EgressVerdict.PASSTHROUGH, EgressVerdict.BYPASSED, EgressVerdict.UNKNOWN]);

/** The first verdict by which a connection to an unknown host leaves the pod. */
function worst(unknownHosts: readonly { readonly verdict: EgressVerdict }[]): EgressVerdict | undefined {
  return unknownHosts.map(({ verdict }) => verdict).find(verdict => OPEN.has(verdict));
}
