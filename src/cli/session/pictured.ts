import { reportWorkload } from './workloads';
import type { MeshEgress } from '../../analysis/egress/mesh-egress';
import { isGatewayWorkload } from '../../analysis/model/pods/sidecar-injection';
import type { MeshWorkload } from '../../analysis/model/workload';
import type { ReachableDestination, UnknownHost } from '../../analysis/reach/trace/reachable-from';
import type { PicturedWorkload } from '../../report/picture/pictured-egress';

/** What a workload reaches, as lists have it. */
export interface ListedEgress {
  readonly workload: MeshWorkload;
  readonly destinations: readonly ReachableDestination[];
  readonly unknownHosts: readonly UnknownHost[];
}

/** A workload as pictures have it: with its Sidecar. */
export function pictured(mesh: MeshEgress, { workload, destinations, unknownHosts }: ListedEgress): PicturedWorkload {
  return {
    ...reportWorkload(workload),
    sidecar: sidecarText(mesh.sidecarsOf(workload)),
    destinations,
    unknownHosts,
  };
}

/**
 * What is drawn of a list: gateways are not clients, but on the ways of workloads. If only gateways are listed, these are the workloads that reach something through
 * them, with what they reach there.
 */
export function withoutGateways(mesh: MeshEgress, listed: readonly ListedEgress[]): readonly ListedEgress[] {
  const workloads = listed.filter(({ workload }) => !isGatewayWorkload(workload));
  if (workloads.length > 0) { return workloads; }
  const names = new Set(listed.flatMap(({ workload }) => mesh.gatewayServices(workload)));
  return mesh.of(mesh.model.workloads.filter(workload => !isGatewayWorkload(workload))).flatMap(each => {
    const destinations = each.destinations.filter(({ gateway }) => gateway !== undefined && names.has(gateway));
    return destinations.length === 0 ? [] : [{ ...each, destinations }];
  });
}

function sidecarText(names: readonly string[] | undefined): string {
  if (names === undefined) { return 'no sidecar proxy'; }
  return names.length === 0 ? 'no Sidecar' : names.join(' or ');
}

/** The same with what objects declare for the workload, but it does not reach. */
export function withFailing(mesh: MeshEgress, listed: ListedEgress): ListedEgress {
  return { ...listed, destinations: [...listed.destinations, ...mesh.failingOf(listed.workload)] };
}
