import { isRecord } from '../../analysis/base/json';
import type { LogEntry } from '../../analysis/logging/log-entry';
import { clientAddress } from '../../analysis/logging/logged-destination';
import type { MeshModel } from '../../analysis/model/mesh-model';
import type { MeshWorkload } from '../../analysis/model/workload';
import { podAddresses } from '../../analysis/suggest/suggest';

/** Whose sidecar wrote an entry. */
export interface Place {
  readonly namespace: string;
  /** Undefined if it can be any workload of the namespace. */
  readonly workload?: MeshWorkload;
}

/** The end of the name of a pod of a Deployment, a DaemonSet or a Job, or of a StatefulSet. */
const POD_SUFFIX = /^-(?:[a-z0-9]{1,10}-)?(?:[a-z0-9]{5}|\d+)$/;

/** Finds out whose sidecar wrote an entry: by the command line, otherwise by the name or the address of a pod among the objects, otherwise by the name that a workload gives its pods. */
export class PodPlaces {
  private readonly pods = new Map<string, MeshWorkload>();
  private readonly byName = new Map<string, Place | undefined>();

  public constructor(
    private readonly model: MeshModel,
    private readonly namespace: string | undefined,
    private readonly from: MeshWorkload | undefined,
  ) {
    for (const workload of this.workloads()) {
      const object = model.objects[workload.ref.index];
      if (!isRecord(object) || object.kind !== 'Pod') { continue; }
      for (const key of [workload.ref.name, ...podAddresses(object)]) { this.pods.set(key, workload); }
    }
  }

  /** Undefined if nothing tells the namespace. */
  public placeOf(entry: LogEntry): Place | undefined {
    if (this.from) { return { namespace: this.from.namespace, workload: this.from }; }
    const address = clientAddress(entry);
    const pod = this.pods.get(entry.pod ?? '') ?? this.pods.get(address ?? '');
    if (pod) { return { namespace: pod.namespace, workload: pod }; }
    const named = entry.pod === undefined ? undefined : this.placeOfName(entry.pod);
    return named ?? (this.namespace === undefined ? undefined : { namespace: this.namespace });
  }

  private placeOfName(pod: string): Place | undefined {
    if (!this.byName.has(pod)) { this.byName.set(pod, this.owner(pod)); }
    return this.byName.get(pod);
  }

  /** The workload whose pods have such a name: the one with the longest name. Undefined if several namespaces have one. */
  private owner(pod: string): Place | undefined {
    const owners = this.workloads().filter(({ ref: { name, kind } }) => kind !== 'Pod' && pod.startsWith(name) && POD_SUFFIX.test(pod.slice(name.length)));
    const longest = Math.max(...owners.map(({ ref }) => ref.name.length));
    const nearest = owners.filter(({ ref }) => ref.name.length === longest);
    return nearest.length === 1 ? { namespace: nearest[0].namespace, workload: nearest[0] } : undefined;
  }

  /** The workloads that may have written the logs. */
  private workloads(): readonly MeshWorkload[] {
    return this.namespace === undefined ? this.model.workloads : this.model.workloadsIn(this.namespace);
  }
}
