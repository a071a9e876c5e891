import { describeDestination, describeWorkload } from '../../src/report/egress-report';
import type { PicturedEgress, PicturedWorkload } from '../../src/report/picture/pictured-egress';

/** What people want to see. */
export interface Filter {
  /** Empty for all. */
  readonly namespace: string;
  /** Words that all must be in the names of a workload or of a destination. */
  readonly text: string;
}

/** The workloads that a filter leaves: those whose names match with all of their destinations, and the others with the destinations that match. */
export function filterEgress({ workloads, notes }: PicturedEgress, { namespace, text }: Filter): PicturedEgress {
  const words = text.toLowerCase().split(/\s+/).filter(word => word !== '');
  const inNamespace = workloads.filter(workload => namespace === '' || workload.namespace === namespace);
  return { workloads: words.length === 0 ? inNamespace : inNamespace.flatMap(workload => matching(workload, words)), notes };
}

function matching(workload: PicturedWorkload, words: readonly string[]): PicturedWorkload[] {
  const own = `${describeWorkload(workload)} ${workload.sidecar}`.toLowerCase();
  const rest = words.filter(word => !own.includes(word));
  if (rest.length === 0) { return [workload]; }
  const destinations = workload.destinations.filter(destination => {
    const names = `${describeDestination(destination)} ${destination.via} ${destination.gateway ?? ''}`.toLowerCase();
    return rest.every(word => names.includes(word));
  });
  const unknownHosts = workload.unknownHosts.filter(({ port }) => port === undefined);
  return destinations.length === 0 ? [] : [{ ...workload, destinations, unknownHosts }];
}
