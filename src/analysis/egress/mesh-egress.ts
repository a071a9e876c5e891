import { compareText } from './compare-text';
import { describeRef } from '../base/object-ref';
import type { MeshModel } from '../model/mesh-model';
import { mayHaveSidecar } from '../model/pods/sidecar-injection';
import type { MeshWorkload } from '../model/workload';
import type { Verdict } from '../reach/proxy/outcome';
import { applicableSidecars } from '../reach/proxy/sidecar-scope';
import { configurationKey } from '../reach/trace/egress-proof';
import { clientOf, failingFrom, Reachable, ReachableDestination, reachableFrom, traceTo, verdictFor } from '../reach/trace/reachable-from';
import type { TraceAnswer } from '../reach/trace/trace';

/** A workload, and everything that it reaches outside the mesh. */
export interface EgressOfWorkload extends Reachable {
  readonly workload: MeshWorkload;
}

/** What the workloads of a mesh reach. Workloads whose sidecars get the same configuration are asked about once. */
export class MeshEgress {
  private readonly reachable = new Map<string, Reachable>();
  private readonly verdicts = new Map<string, Verdict>();
  private readonly failing = new Map<string, readonly ReachableDestination[]>();
  private readonly traces = new Map<string, TraceAnswer>();

  public constructor(public readonly model: MeshModel) {}

  /** What workloads reach, in the order of their namespaces and names. */
  public of(workloads: Iterable<MeshWorkload>): EgressOfWorkload[] {
    return [...workloads].map(workload => ({ workload, ...this.ofWorkload(workload) })).sort((a, b) => compareWorkloads(a.workload, b.workload));
  }

  /** What happens to a connection of a workload to a destination, whether the mesh declares it or not. BLOCKED if it fails. */
  public verdict(workload: MeshWorkload, destination: Omit<ReachableDestination, 'via' | 'verdict'>): Verdict {
    const { host, address, port, protocol } = destination;
    const key = JSON.stringify([configurationKey(this.model, workload), host, address, port, protocol]);
    if (!this.verdicts.has(key)) { this.verdicts.set(key, verdictFor(this.model, clientOf(this.model, workload), destination)); }
    return this.verdicts.get(key)!;
  }

  /** What a workload reaches. */
  public ofWorkload(workload: MeshWorkload): Reachable {
    const key = configurationKey(this.model, workload);
    if (!this.reachable.has(key)) { this.reachable.set(key, reachableFrom(this.model, clientOf(this.model, workload))); }
    return this.reachable.get(key)!;
  }

  /** What objects declare for a workload, but it does not reach. */
  public failingOf(workload: MeshWorkload): readonly ReachableDestination[] {
    const key = configurationKey(this.model, workload);
    if (!this.failing.has(key)) { this.failing.set(key, failingFrom(this.model, clientOf(this.model, workload))); }
    return this.failing.get(key)!;
  }

  /** The way of a connection to a destination, as lists of destinations have it. */
  public trace(workload: MeshWorkload, { host, address, port, protocol }: Omit<ReachableDestination, 'via' | 'verdict'>): TraceAnswer {
    const key = JSON.stringify([configurationKey(this.model, workload), host, address, port, protocol]);
    if (!this.traces.has(key)) { this.traces.set(key, traceTo(this.model, clientOf(this.model, workload), { host, address, port, protocol })); }
    return this.traces.get(key)!;
  }

  /** The names of the Sidecars that can apply to a workload: several if that depends on their age, none if no Sidecar does. Undefined if the pods have no sidecar. */
  public sidecarsOf(workload: MeshWorkload): string[] | undefined {
    if (!mayHaveSidecar(this.model, workload)) { return undefined; }
    return applicableSidecars(this.model, workload).flatMap(sidecar => sidecar ? [describeRef(sidecar.ref)] : []);
  }
}

function compareWorkloads(a: MeshWorkload, b: MeshWorkload): number {
  return compareText(a.namespace, b.namespace) || compareText(a.ref.name, b.ref.name) || compareText(a.ref.kind, b.ref.kind);
}
