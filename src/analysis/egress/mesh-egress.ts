import { compareText } from './compare-text';
import { reachKey } from './reach-key';
import { selects } from '../base/labels';
import { describeRef } from '../base/object-ref';
import type { MeshModel } from '../model/mesh-model';
import { isGatewayWorkload, mayHaveSidecar } from '../model/pods/sidecar-injection';
import type { MeshWorkload } from '../model/workload';
import { applicableSidecars } from '../reach/proxy/sidecar-scope';
import { configurationKey } from '../reach/trace/egress-proof';
import { AskedDestination, clientOf, failingFrom, Reachable, ReachableDestination, reachableFrom, Reached, reachedFrom, traceTo } from '../reach/trace/reachable-from';
import type { TraceAnswer } from '../reach/trace/trace';

/** A workload, and everything that it reaches outside the mesh. */
export interface EgressOfWorkload extends Reachable {
  readonly workload: MeshWorkload;
}

/** What the workloads of a mesh reach. Workloads that the mesh treats the same are asked about once, and share one answer. */
export class MeshEgress {
  private readonly reachable = new Map<string, Reachable>();
  private readonly reached = new Map<string, Reached>();
  private readonly failing = new Map<string, readonly ReachableDestination[]>();
  private readonly traces = new Map<string, TraceAnswer>();
  private forwarded: ReadonlyMap<string, ReadonlyMap<string, ReachableDestination>> | undefined;

  public constructor(public readonly model: MeshModel) {}

  /** What workloads reach, in the order of their namespaces and names. */
  public of(workloads: Iterable<MeshWorkload>): EgressOfWorkload[] {
    return [...workloads].map(workload => ({ workload, ...this.ofWorkload(workload) })).sort((a, b) => compareWorkloads(a.workload, b.workload));
  }

  /** What happens to a connection of a workload to a destination, whether the mesh declares it or not, and the gateway that it goes through. BLOCKED if it fails. */
  public reachedBy(workload: MeshWorkload, destination: AskedDestination): Reached {
    const { host, address, port, protocol } = destination;
    const key = JSON.stringify([reachKey(this.model, workload, host), host, address, port, protocol]);
    if (!this.reached.has(key)) { this.reached.set(key, reachedFrom(this.model, clientOf(this.model, workload), destination)); }
    return this.reached.get(key)!;
  }

  /** What a workload reaches. For the pods of a gateway, that is what other workloads reach through it: they open no connections of their own. */
  public ofWorkload(workload: MeshWorkload): Reachable {
    if (isGatewayWorkload(workload)) { return { destinations: this.forwardedBy(workload), unknownHosts: [] }; }
    const key = reachKey(this.model, workload);
    if (!this.reachable.has(key)) { this.reachable.set(key, reachableFrom(this.model, clientOf(this.model, workload))); }
    return this.reachable.get(key)!;
  }

  /** What objects declare for a workload, but it does not reach. */
  public failingOf(workload: MeshWorkload): readonly ReachableDestination[] {
    const key = reachKey(this.model, workload);
    if (!this.failing.has(key)) { this.failing.set(key, failingFrom(this.model, clientOf(this.model, workload))); }
    return this.failing.get(key)!;
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

  private destinationsByGateway(): Map<string, Map<string, ReachableDestination>> {
    const byGateway = new Map<string, Map<string, ReachableDestination>>();
    const answers = new Set(this.model.workloads.filter(workload => !isGatewayWorkload(workload)).map(workload => this.ofWorkload(workload)));
    for (const { gateway, ...destination } of [...answers].flatMap(({ destinations }) => destinations)) {
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

function compareWorkloads(a: MeshWorkload, b: MeshWorkload): number {
  return compareText(a.namespace, b.namespace) || compareText(a.ref.name, b.ref.name) || compareText(a.ref.kind, b.ref.kind);
}
