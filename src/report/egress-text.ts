import { plural } from './check-report';
import { colors, printable } from './colors';
import { describeDestination, describeWorkload, EgressReport, ReportedEgress, unknownHostsText, wayTexts } from './egress-report';

/** Who reaches what, for people. */
export function egressText({ workloads, notes }: EgressReport, options: { readonly color: boolean }): string {
  const paint = colors(options.color);
  const width = Math.max(0, ...workloads.flatMap(({ destinations }) => destinations.map(each => describeDestination(each).length)));
  const groups = workloads.map(workload => [
    `${paint.bold(printable(describeWorkload(workload)))}${roleText(workload)}`,
    ...workload.destinations.map(destination => {
      const ways = wayTexts(destination);
      const way = ways.length === 0 ? '' : ` (${ways.join(', ')})`;
      return `  ${printable(describeDestination(destination).padEnd(width))}  ${paint.dim(printable(`${destination.via}${way}`))}`;
    }),
    ...workload.role === 'gateway' ? [] : [`  ${paint.dim('unknown hosts:')} ${printable(unknownHostsText(workload))}`],
  ].join('\n'));
  const hosts = new Set(workloads.flatMap(({ destinations }) => destinations.map(({ host }) => host)));
  const gateways = workloads.filter(({ role }) => role === 'gateway').length;
  const end = `${plural(workloads.length - gateways, 'workload')}, ${gateways === 0 ? '' : `${plural(gateways, 'gateway')}, `}${plural(hosts.size, 'external host')}.`;
  return [...groups, [...notes.map(note => paint.dim(`note: ${note}`)), end].join('\n')].join('\n\n') + '\n';
}

/** The pods of a gateway are not a client of their own. */
function roleText({ role, destinations }: ReportedEgress): string {
  if (role === undefined) { return ''; }
  return destinations.length === 0 ? ', a gateway: no workload reaches a destination through it' : ', a gateway: workloads reach through it';
}
