import { plural } from './check-report';
import { colors, printable } from './colors';
import { describeDestination, describeWorkload, EgressReport, unknownHostsText, verdictText } from './egress-report';

/** Who reaches what, for people. */
export function egressText({ workloads, notes }: EgressReport, options: { readonly color: boolean }): string {
  const paint = colors(options.color);
  const width = Math.max(0, ...workloads.flatMap(({ destinations }) => destinations.map(each => describeDestination(each).length)));
  const groups = workloads.map(workload => [
    paint.bold(printable(describeWorkload(workload))),
    ...workload.destinations.map(destination => {
      const verdict = destination.verdict === 'REACHABLE' ? '' : ` (${verdictText(destination.verdict)})`;
      return `  ${printable(describeDestination(destination).padEnd(width))}  ${paint.dim(printable(`${destination.via}${verdict}`))}`;
    }),
    `  ${paint.dim('unknown hosts:')} ${printable(unknownHostsText(workload))}`,
  ].join('\n'));
  const hosts = new Set(workloads.flatMap(({ destinations }) => destinations.map(({ host }) => host)));
  const end = `${plural(workloads.length, 'workload')}, ${plural(hosts.size, 'external host')}.`;
  return [...groups, [...notes.map(note => paint.dim(`note: ${note}`)), end].join('\n')].join('\n\n') + '\n';
}
