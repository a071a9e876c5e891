import { compareText } from './compare-text';
import type { MeshModel } from '../model/mesh-model';
import type { MeshWorkload } from '../model/workload';
import type { Verdict } from '../reach/proxy/outcome';
import { configurationKey } from '../reach/trace/egress-proof';
import { clientOf, Reachable, ReachableDestination, reachableFrom, verdictFor } from '../reach/trace/reachable-from';

/** A workload, and everything that it reaches outside the mesh. */
export interface EgressOfWorkload extends Reachable {
  readonly workload: MeshWorkload;
}

/** What the workloads of a mesh reach. Workloads whose sidecars get the same configuration are asked about once. */
export class MeshEgress {
  private readonly reachable = new Map<string, Reachable>();
  private readonly verdicts = new Map<string, Verdict>();

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
}

function compareWorkloads(a: MeshWorkload, b: MeshWorkload): number {
  return compareText(a.namespace, b.namespace) || compareText(a.ref.name, b.ref.name) || compareText(a.ref.kind, b.ref.kind);
}
