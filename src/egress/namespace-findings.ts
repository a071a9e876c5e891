import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { NamespaceImports } from './namespace-imports';
import { groupBy } from '../analysis/base/group-by';
import { describeRefs, firstNames } from '../analysis/base/object-ref';
import type { NamedUrl } from '../analysis/egress/named-destinations';
import { mayHaveSidecar } from '../analysis/model/pods/sidecar-injection';
import type { MeshWorkload } from '../analysis/model/workload';
import { workloadsOfSidecar } from '../analysis/reach/proxy/workloads-of-sidecar';
import { Destination, proveEgress } from '../analysis/reach/trace/egress-proof';
import { joinShortfalls } from '../analysis/reach/trace/join-shortfalls';
import { MeshSettings, OutboundTrafficMode } from '../analysis/settings/mesh-settings';
import { EgressHostSet } from '../analysis/syntax/egress-host-set';
import { isServiceHost } from '../analysis/syntax/service-hosts';
import { quotePath } from '../core/check-construct';
import { BLOCKED_DESTINATION, NOT_LOCKED } from '../core/construct-rule';
import type { ConstructFinding } from '../core/finding-collector';
import type { MeshView } from '../core/mesh-view';
import { EgressVerdict } from '../core/workload-egress';
import type { Sidecar } from '../istio/sidecar';

/** A namespace that is locked, or will be. */
export interface LockedNamespace {
  readonly construct: IConstruct;
  readonly namespace: string;
  /** Whether nothing is blocked yet. */
  readonly observes: boolean;
  readonly sidecar: Sidecar;
  readonly imports: NamespaceImports;
  /** What the Sidecar imports once it blocks. */
  readonly importedHosts: readonly string[];
  /** The destinations that the app allows explicitly. They are proved elsewhere. */
  readonly allowed: readonly Destination[];
}

/** What the lock of a namespace blocks although the app shows that it is used, and what it does not lock. */
export function* namespaceFindings(mesh: MeshView, locked: LockedNamespace): Iterable<ConstructFinding> {
  const { planned } = mesh;
  const workloads = planned.model.workloads.filter(({ namespace }) => namespace === locked.namespace);
  const governed = workloadsOfSidecar(planned.model, planned.indexOf(ApiObject.of(locked.sidecar)) ?? -1).map(({ workload }) => workload)
    .filter(workload => mayHaveSidecar(planned.model, workload));
  const named = blockedUrls(mesh, locked, workloads);
  yield* named.findings;
  if (locked.observes && governed.length > 0) { yield* closing(mesh, locked, governed, named.labels); }
  yield* open(mesh, locked, workloads, new Set(governed));
}

interface BlockedUrls {
  readonly findings: readonly ConstructFinding[];
  /** The URLs, as other findings name them. */
  readonly labels: ReadonlySet<string>;
}

/** The URLs in settings of the workloads that are blocked. */
function blockedUrls({ planned }: MeshView, locked: LockedNamespace, workloads: readonly MeshWorkload[]): BlockedUrls {
  const known = new Set(locked.allowed.map(keyOf));
  const isElsewhere = servicesElsewhere(locked, planned.model.settings);
  const nameOf = ({ ref: { kind, name } }: MeshWorkload) => `${kind}/${name}`;
  const urlsByName = new Map<string, readonly NamedUrl[]>(locked.imports.workloads().map(({ workload, urls }) => [nameOf(workload), urls]));
  const sources = new Map<string, string>();
  const shortfalls = workloads.flatMap(workload => {
    const destinations = new Map<string, Destination>();
    for (const url of urlsByName.get(nameOf(workload)) ?? []) {
      const destination = questionOf(url);
      if (known.has(keyOf(destination)) || isElsewhere(url.host)) { continue; }
      destinations.set(destination.label, destination);
      if (!sources.has(destination.label)) { sources.set(destination.label, url.source); }
    }
    return proveEgress(planned.model, [workload], [...destinations.values()]);
  });
  const byLabel = groupBy(shortfalls, ({ destination }) => destination);
  const remedy = `in the app, call allowDestinations() or allowEgressTo() of ${quotePath(locked.construct)} if the workloads use it`;
  const joined = [...byLabel].sort(([a], [b]) => a < b ? -1 : 1).flatMap(([label, each]) => joinShortfalls(each).map(block => ({ label, ...block })));
  const findings = joined.map(({ label, message, workloads: blocked }) => ({
    rule: BLOCKED_DESTINATION,
    message: `${locked.observes ? 'in mode ENFORCE, ' : ''}${message} It is named by ${sources.get(label)}: ${remedy}`,
    related: blocked.flatMap(({ ref }) => planned.apiObjectOf(ref) ?? []),
  }));
  return { findings, labels: new Set(byLabel.keys()) };
}

/** Whether a host is that of a Service that the app does not have, although the cluster may. */
function servicesElsewhere({ namespace, imports }: LockedNamespace, settings: MeshSettings): (host: string) => boolean {
  const services = imports.services();
  const namespaces = new Set([namespace, ...[...services].map(name => name.split('.')[1])]);
  return host => {
    const labels = host.split('.');
    const isService = isServiceHost(host, settings) || (labels.length === 2 && namespaces.has(labels[1]));
    return isService && !services.has(labels.slice(0, 2).join('.'));
  };
}

function questionOf({ protocol, host, port }: NamedUrl): Destination {
  return { label: `${protocol}://${host}:${port}`, host, port, protocol };
}

function keyOf({ host, address, port, protocol }: Destination): string {
  return JSON.stringify([host ?? address, port, protocol]);
}

/** What the app declares for the workloads, and that they will no longer reach. */
function* closing(
  mesh: MeshView, locked: LockedNamespace, workloads: readonly MeshWorkload[], named: ReadonlySet<string>,
): Iterable<ConstructFinding> {
  const closed = new Set<string>();
  for (const workload of workloads) {
    const labelsOf = (checked: MeshView['current']) => checked.egressOf(workload).destinations
      .map(({ protocol, host, address, port }) => `${protocol}://${address === undefined || protocol !== 'tcp' ? host : address}:${port}`);
    const kept = new Set(labelsOf(mesh.planned));
    labelsOf(mesh.current).filter(label => !kept.has(label) && !named.has(label)).forEach(label => closed.add(label));
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
