import { compareText } from './compare-text';
import { reachKey } from './reach-key';
import { BoundedCache } from '../base/bounded-cache';
import { groupBy } from '../base/group-by';
import { selects } from '../base/labels';
import { describeRef } from '../base/object-ref';
import type { MeshModel } from '../model/mesh-model';
import { isGatewayWorkload, mayHaveSidecar } from '../model/pods/sidecar-injection';
import type { MeshWorkload } from '../model/workload';
import { applicableSidecars } from '../reach/proxy/sidecar-scope';
import { configurationKey } from '../reach/trace/egress-proof';
import { AskedDestination, clientOf, failingFrom, Reachable, ReachableDestination, reachableFrom, Reached, reachedFrom, traceTo } from '../reach/trace/reachable-from';
import type { TraceAnswer } from '../reach/trace/trace';
import { coversHost } from '../syntax/hosts';

/** A workload, and everything that it reaches outside the mesh. */
export interface EgressOfWorkload extends Reachable {
  readonly workload: MeshWorkload;
}

/** Workloads that reach the same, in the same way. */
export interface EgressOfGroup extends Reachable {
  /** In the order of their namespaces and names. */
  readonly workloads: readonly MeshWorkload[];
}

/** The most destinations of answers that are kept. In a large mesh where each namespace reaches everything, those of all of them do not fit into memory. */
const MAX_KEPT_DESTINATIONS = 1_000_000;

/** The most answers about single destinations that are kept. */
const MAX_KEPT_ANSWERS = 500_000;

/** What the workloads of a mesh reach. Workloads that the mesh treats the same are asked about once, and share one answer. */
export class MeshEgress {
  private readonly reachable = new BoundedCache<Reachable>(MAX_KEPT_DESTINATIONS, ({ destinations }) => destinations.length);
  private readonly reached = new BoundedCache<Reached>(MAX_KEPT_ANSWERS, () => 1);
  private readonly failing = new BoundedCache<readonly ReachableDestination[]>(MAX_KEPT_DESTINATIONS, destinations => destinations.length);
  private readonly traces = new Map<string, TraceAnswer>();
  private forwarded: ReadonlyMap<string, ReadonlyMap<string, ReachableDestination>> | undefined;

  public constructor(public readonly model: MeshModel) {}

  /** What workloads reach, in the order of their namespaces and names. */
  public of(workloads: Iterable<MeshWorkload>): EgressOfWorkload[] {
    return [...this.each(workloads)];
  }

  /** The same, one after another: what a workload reaches is found when it is asked for. */
  public *each(workloads: Iterable<MeshWorkload>): Generator<EgressOfWorkload> {
    for (const workload of sorted(workloads)) { yield { workload, ...this.ofWorkload(workload) }; }
  }

  /** Workloads by what they reach, one group after another, in the order of their first workloads. Each gateway is a group of its own. */
  public *groups(workloads: Iterable<MeshWorkload>): Generator<EgressOfGroup> {
    for (const same of this.alike(workloads)) { yield { workloads: same, ...this.ofWorkload(same[0]) }; }
  }

  /** The same with some destinations only. Nothing else is asked about. */
  public *groupsReaching(workloads: Iterable<MeshWorkload>, wanted: readonly AskedDestination[]): Generator<EgressOfGroup> {
    for (const same of this.alike(workloads, wanted.map(({ host }) => host))) {
      const [workload] = same;
      const isMeant = (declared: AskedDestination) => wanted.some(asked => isDeclaredAs(asked, declared));
      const { destinations, unknownHosts } = isGatewayWorkload(workload) ? this.ofWorkload(workload)
        : reachableFrom(this.model, clientOf(this.model, workload), isMeant);
      const found = wanted.flatMap(asked => this.wantedBy(workload, asked, destinations));
      if (found.length > 0) { yield { workloads: same, destinations: found, unknownHosts }; }
    }
  }

  /** How a workload reaches a destination, declared or not: with ALLOW_ANY, nothing needs to be declared. */
  private wantedBy(workload: MeshWorkload, asked: AskedDestination, destinations: readonly ReachableDestination[]): ReachableDestination[] {
    const declared = destinations.find(destination => isDeclaredAs(asked, destination));
    const { host, port, protocol } = asked;
    // A gateway forwards what leads to it. Its own pods ask for nothing.
    if (isGatewayWorkload(workload)) { return declared ? [{ ...declared, host }] : []; }
    const reached = this.reachedBy(workload, asked);
    return reached.verdict === 'BLOCKED' ? [] : [{ host, port, protocol, ...reached, via: declared?.via ?? 'not declared' }];
  }

  /** Workloads that reach the same, and that hosts mean the same for, in order. */
  private alike(workloads: Iterable<MeshWorkload>, hosts: readonly string[] = []): Iterable<readonly MeshWorkload[]> {
    return groupBy(sorted(workloads), workload => isGatewayWorkload(workload) ? describeRef(workload.ref)
      : [reachKey(this.model, workload), ...hosts.map(host => reachKey(this.model, workload, host))].join(' ')).values();
  }

  /** What happens to a connection of a workload to a destination, whether the mesh declares it or not, and the gateway that it goes through. BLOCKED if it fails. */
  public reachedBy(workload: MeshWorkload, destination: AskedDestination): Reached {
    const { host, address, port, protocol } = destination;
    const key = JSON.stringify([reachKey(this.model, workload, host), host, address, port, protocol]);
    return this.reached.once(key, () => reachedFrom(this.model, clientOf(this.model, workload), destination));
  }

  /** What a workload reaches. For the pods of a gateway, that is what other workloads reach through it: they open no connections of their own. */
  public ofWorkload(workload: MeshWorkload): Reachable {
    if (isGatewayWorkload(workload)) { return { destinations: this.forwardedBy(workload), unknownHosts: [] }; }
    return this.reachable.once(reachKey(this.model, workload), () => reachableFrom(this.model, clientOf(this.model, workload)));
  }

  /** What objects declare for a workload, but it does not reach. */
  public failingOf(workload: MeshWorkload): readonly ReachableDestination[] {
    return this.failing.once(reachKey(this.model, workload), () => failingFrom(this.model, clientOf(this.model, workload)));
  }

  /** The way of a connection to a destination, as lists of destinations have it. */
  public trace(workload: MeshWorkload, { host, address, port, protocol }: AskedDestination): TraceAnswer {
    const key = JSON.stringify([configurationKey(this.model, workload), host, address, port, protocol]);
    if (!this.traces.has(key)) { this.traces.set(key, traceTo(this.model, clientOf(this.model, workload), { host, address, port, protocol })); }
    return this.traces.get(key)!;
  }

  /** The names of the Sidecars that can apply to a workload: several if that depends on their age, none if no Sidecar does. Undefined if the pods have no sidecar. */
  public sidecarsOf(workload: MeshWorkload): string[] | undefined {
    if (!mayHaveSidecar(this.model, workload)) { return undefined; }
    return applicableSidecars(this.model, workload).flatMap(sidecar => sidecar ? [describeRef(sidecar.ref)] : []);
  }

  /** The Services whose connections the pods of a gateway receive. */
  public gatewayServices({ namespace, labels }: MeshWorkload): string[] {
    const inNamespace = this.model.services.filter(service => service.isKubernetes && service.namespace === namespace);
    return inNamespace.filter(({ selector }) => selector && selects(selector, labels)).map(({ ref }) => describeRef(ref));
  }

  private forwardedBy(gateway: MeshWorkload): ReachableDestination[] {
    this.forwarded ??= this.destinationsByGateway();
    const found = new Map(this.gatewayServices(gateway).flatMap(name => [...this.forwarded!.get(name) ?? []]));
    return [...found].sort(([a], [b]) => compareText(a, b)).map(([, destination]) => destination);
  }

  private *destinationsOf(workloads: Iterable<MeshWorkload>): Generator<ReachableDestination> {
    for (const [workload] of this.alike(workloads)) { yield* this.ofWorkload(workload).destinations; }
  }

  private destinationsByGateway(): Map<string, Map<string, ReachableDestination>> {
    const byGateway = new Map<string, Map<string, ReachableDestination>>();
    const clients = this.model.workloads.filter(workload => !isGatewayWorkload(workload));
    for (const { gateway, ...destination } of this.destinationsOf(clients)) {
      if (gateway === undefined) { continue; }
      const { host, address, port, protocol } = destination;
      const id = JSON.stringify([host, address, port, protocol]);
      const known = byGateway.get(gateway) ?? new Map<string, ReachableDestination>();
      // One workload that certainly reaches it is enough.
      if (!known.has(id) || destination.verdict === 'REACHABLE') { known.set(id, destination); }
      byGateway.set(gateway, known);
    }
    return byGateway;
  }
}

/** Whether an object declares a destination that people ask for: by its name, a wildcard over it, or its address. */
function isDeclaredAs({ host, address, port, protocol }: AskedDestination, declared: AskedDestination): boolean {
  return declared.port === port && declared.protocol === protocol && (declared.host === host
    || declared.host.startsWith('*') && coversHost(declared.host, host) || declared.address !== undefined && declared.address === address);
}

function sorted(workloads: Iterable<MeshWorkload>): MeshWorkload[] {
  return [...workloads].sort(compareWorkloads);
}

/** The order of workloads in lists: by namespace, name and kind. */
export function compareWorkloads(a: MeshWorkload, b: MeshWorkload): number {
  return compareText(a.namespace, b.namespace) || compareText(a.ref.name, b.ref.name) || compareText(a.ref.kind, b.ref.kind);
}
