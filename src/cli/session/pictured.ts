import { reportWorkload } from './workloads';
import type { MeshEgress } from '../../analysis/egress/mesh-egress';
import type { MeshWorkload } from '../../analysis/model/workload';
import type { ReachableDestination, UnknownHost } from '../../analysis/reach/trace/reachable-from';
import type { PicturedWorkload } from '../../report/picture/pictured-egress';

/** What a workload reaches, as lists have it. */
export interface ListedEgress {
  readonly workload: MeshWorkload;
  readonly destinations: readonly ReachableDestination[];
  readonly unknownHosts: readonly UnknownHost[];
}

/** A workload as pictures have it: with its Sidecar, and with the gateways on the ways to its destinations. */
export function pictured(mesh: MeshEgress, { workload, destinations, unknownHosts }: ListedEgress): PicturedWorkload {
  return {
    ...reportWorkload(workload),
    sidecar: sidecarText(mesh.sidecarsOf(workload)),
    destinations: destinations.map(destination => {
      const { hops } = mesh.trace(workload, destination);
      const gateway = hops.find(hop => hop.gateway !== undefined)?.gateway;
      return { ...destination, ...gateway === undefined ? {} : { gateway } };
    }),
    unknownHosts,
  };
}

function sidecarText(names: readonly string[] | undefined): string {
  if (names === undefined) { return 'no sidecar proxy'; }
  return names.length === 0 ? 'no Sidecar' : names.join(' or ');
}

/** The same with what objects declare for the workload, but it does not reach. */
export function withFailing(mesh: MeshEgress, listed: ListedEgress): ListedEgress {
  return { ...listed, destinations: [...listed.destinations, ...mesh.failingOf(listed.workload)] };
}
