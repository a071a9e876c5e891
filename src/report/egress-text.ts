import { plural } from './check-report';
import { colors, printable } from './colors';
import {
  describeDestination, describeWorkload, GroupedEgressReport, listedWorkloads, namespaceLines, ReportedEgress, ReportedGroup, unknownHostsText,
  wayTexts,
} from './egress-report';

type Paint = ReturnType<typeof colors>;

/**
 * Who reaches what, for people, part by part. In a long list, workloads that reach the same are listed together: nobody reads the same destinations a thousand times.
 */
export function* egressText({ groups, notes }: GroupedEgressReport, options: { readonly color: boolean }): Generator<string> {
  const paint = colors(options.color);
  const counted: Counted = { workloads: 0, gateways: 0, hosts: new Set() };
  const listed = listedWorkloads(counting(groups, counted));
  if (listed.form === 'each') {
    const width = widthOf(listed.workloads);
    for (const workload of listed.workloads) { yield block([headOf(workload, paint), ...reachedLines(workload, width, paint)]); }
  } else {
    for (const group of listed.groups) {
      const head = group.workloads.length === 1 ? headOf({ ...group.workloads[0], ...group }, paint) : headOfGroup(group, paint);
      yield block([head, ...reachedLines({ ...group.workloads[0], ...group }, widthOf([group]), paint)]);
    }
  }
  const { workloads, gateways, hosts } = counted;
  const end = `${plural(workloads, 'workload')}, ${gateways === 0 ? '' : `${plural(gateways, 'gateway')}, `}${plural(hosts.size, 'external host')}.`;
  yield `${[...notes.map(note => paint.dim(`note: ${note}`)), end].join('\n')}\n`;
}

/** What was read. */
interface Counted {
  workloads: number;
  gateways: number;
  readonly hosts: Set<string>;
}

function* counting(groups: Iterable<ReportedGroup>, counted: Counted): Generator<ReportedGroup> {
  for (const group of groups) {
    const gateways = group.workloads.filter(({ role }) => role === 'gateway').length;
    counted.gateways += gateways;
    counted.workloads += group.workloads.length - gateways;
    for (const { host } of group.destinations) { counted.hosts.add(host); }
    yield group;
  }
}

function widthOf(all: readonly Pick<ReportedEgress, 'destinations'>[]): number {
  // Not the arguments of Math.max: there can be very many.
  return all.reduce((most, { destinations }) => destinations.reduce((widest, each) => Math.max(widest, describeDestination(each).length), most), 0);
}

function block(lines: readonly string[]): string {
  return `${lines.join('\n')}\n\n`;
}

function headOf(workload: ReportedEgress, paint: Paint): string {
  return `${paint.bold(printable(describeWorkload(workload)))}${roleText(workload)}`;
}

function headOfGroup(group: ReportedGroup, paint: Paint): string {
  const names = namespaceLines(group).map(line => `  ${printable(line)}`);
  return [paint.bold(`${plural(group.workloads.length, 'workload')} that reach the same`), ...names, `  ${paint.dim('each of them reaches:')}`].join('\n');
}

function reachedLines(workload: ReportedEgress, width: number, paint: Paint): string[] {
  return [
    ...workload.destinations.map(destination => {
      const ways = wayTexts(destination);
      const way = ways.length === 0 ? '' : ` (${ways.join(', ')})`;
      return `  ${printable(describeDestination(destination).padEnd(width))}  ${paint.dim(printable(`${destination.via}${way}`))}`;
    }),
    ...workload.role === 'gateway' ? [] : [`  ${paint.dim('unknown hosts:')} ${printable(unknownHostsText(workload))}`],
  ];
}

/** The pods of a gateway are not a client of their own. */
function roleText({ role, destinations }: ReportedEgress): string {
  if (role === undefined) { return ''; }
  return destinations.length === 0 ? ', a gateway: no workload reaches a destination through it' : ', a gateway: workloads reach through it';
}
