import { describeDestination, EgressReport, ReportedEgress, unknownHostsText, verdictText } from './egress-report';
import { groupBy } from '../analysis/base/group-by';

/** Who reaches what, for other programs. */
export function egressJson({ workloads, notes }: EgressReport): string {
  return `${JSON.stringify({ notes, workloads }, undefined, 2)}\n`;
}

/** Who reaches what as CSV (RFC 4180): a line for each workload and destination, and for each class of unknown hosts. */
export function egressCsv({ workloads }: EgressReport): string {
  const rows = workloads.flatMap(({ kind, namespace, name, role = '', destinations, unknownHosts }) => [
    ...destinations.map(({ host, address, port, protocol, via, verdict, gateway = '' }) => {
      return [namespace, kind, name, protocol, host, address ?? '', String(port), verdict, via, gateway, role];
    }),
    ...unknownHosts.map(({ port, protocol, verdict, service }) => {
      const ports = port === undefined ? '(all other ports)' : String(port);
      return [namespace, kind, name, protocol, '(unknown host)', '', ports, verdict, service ?? '', '', role];
    }),
  ]);
  const head = ['namespace', 'kind', 'workload', 'protocol', 'host', 'address', 'port', 'verdict', 'via', 'gateway', 'role'];
  return [head, ...rows].map(row => `${row.map(csvField).join(',')}\r\n`).join('');
}

/** A spreadsheet calculates what begins with these characters. */
function csvField(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/** Who reaches what as tables of Markdown, one for each namespace. */
export function egressMarkdown({ workloads, notes }: EgressReport): string {
  const sections = [...groupBy(workloads, ({ namespace }) => namespace)].map(([namespace, inNamespace]) => {
    const rows = inNamespace.flatMap(workload => {
      const name = `${workload.kind} ${workload.name}${workload.role === 'gateway' ? ' (gateway)' : ''}`;
      return [
        ...workload.destinations.map(destination => {
          const through = destination.gateway === undefined ? '' : ` through ${destination.gateway}`;
          return [name, code(describeDestination(destination)), `${verdictText(destination.verdict)}${through}`, destination.via];
        }),
        ...workload.role === 'gateway' ? gatewayRow(workload, name) : [[name, '*unknown hosts*', unknownHostsText(workload), '']],
      ];
    });
    return [`## Namespace ${cell(namespace)}`, '', ...markdownTable(['Workload', 'Destination', 'Result', 'Declared by'], rows)].join('\n');
  });
  return `${['# Egress', ...notes.map(note => `> ${note}`), ...sections].join('\n\n')}\n`;
}

/** A gateway that nothing goes through is in the table too. */
function gatewayRow({ destinations }: ReportedEgress, name: string): string[][] {
  return destinations.length > 0 ? [] : [[name, '', 'no workload reaches a destination through it', '']];
}

/** A table of Markdown. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [head, head.map(() => '---'), ...rows.map(row => row.map(cell))].map(row => `| ${row.join(' | ')} |`);
}

/** A text that Markdown shows as it is, in one line of a table. */
export function code(text: string): string {
  return `\`${text.replace(/`/g, '\'')}\``;
}

function cell(text: string): string {
  return text.replace(/\r?\n/g, ' ').replace(/\|/g, '\\|').replace(/</g, '&lt;');
}

