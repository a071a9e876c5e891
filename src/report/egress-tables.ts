import {
  describeDestination, describeWorkload, EgressReport, GroupedEgressReport, listedWorkloads, namespaceLines, ReportedDestination, ReportedEgress,
  ReportedWorkload, unknownHostsText, verdictText,
} from './egress-report';
import { groupBy } from '../analysis/base/group-by';

/** Who reaches what, for other programs, part by part. */
export function* egressJson({ workloads, notes }: EgressReport): Generator<string> {
  yield `{\n  "notes": ${indented(notes, '  ')},\n  "workloads": [`;
  const texts = new SharedTexts(destinations => indented(destinations, '      '));
  let isFirst = true;
  for (const { destinations, unknownHosts, ...workload } of workloads) {
    const own = indented({ ...workload, destinations: [], unknownHosts }, '    ').replace('"destinations": []', () => `"destinations": ${texts.of(destinations)}`);
    yield `${isFirst ? '' : ','}\n    ${own}`;
    isFirst = false;
  }
  yield `${isFirst ? '' : '\n  '}]\n}\n`;
}

function indented(value: unknown, indent: string): string {
  return JSON.stringify(value, undefined, 2).replace(/\n/g, `\n${indent}`);
}

/** Who reaches what as CSV (RFC 4180), part by part: a line for each workload and destination, and for each class of unknown hosts. */
export function* egressCsv({ workloads }: EgressReport): Generator<string> {
  yield lineOf(['namespace', 'kind', 'workload', 'protocol', 'host', 'address', 'port', 'verdict', 'via', 'gateway', 'role']);
  const texts = new SharedTexts(destinations => destinations.map(({ host, address, port, protocol, via, verdict, gateway = '' }) => {
    return fieldsOf([protocol, host, address ?? '', String(port), verdict, via, gateway]);
  }));
  for (const { kind, namespace, name, role = '', destinations, unknownHosts } of workloads) {
    const unknown = unknownHosts.map(({ port, protocol, verdict, service }) => {
      return fieldsOf([protocol, '(unknown host)', '', port === undefined ? '(all other ports)' : String(port), verdict, service ?? '', '']);
    });
    const [start, end] = [`${fieldsOf([namespace, kind, name])},`, `,${csvField(role)}\r\n`];
    for (const rows of [...slicesOf(texts.of(destinations)), unknown]) {
      yield rows.length === 0 ? '' : `${start}${rows.join(`${end}${start}`)}${end}`;
    }
  }
}

/** The most lines that are made at once. */
const SLICE = 500;

function* slicesOf<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += SLICE) { yield items.slice(start, start + SLICE); }
}

/** Texts about lists of destinations. Many workloads share a list, so the last text is kept. */
class SharedTexts<T> {
  private last?: { readonly of: readonly ReportedDestination[]; readonly text: T };

  public constructor(private readonly write: (destinations: readonly ReportedDestination[]) => T) {}

  public of(destinations: readonly ReportedDestination[]): T {
    if (this.last?.of !== destinations) { this.last = { of: destinations, text: this.write(destinations) }; }
    return this.last!.text;
  }
}

function lineOf(fields: readonly string[]): string {
  return `${fieldsOf(fields)}\r\n`;
}

function fieldsOf(fields: readonly string[]): string {
  return fields.map(csvField).join(',');
}

/** A spreadsheet calculates what begins with these characters. */
function csvField(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/**
 * Who reaches what as tables of Markdown, part by part: one for each namespace. In a long list, one for workloads that reach the same.
 */
export function* egressMarkdown({ groups, notes }: GroupedEgressReport): Generator<string> {
  yield ['# Egress', ...notes.map(note => `> ${note}`)].join('\n\n');
  const listed = listedWorkloads(groups);
  if (listed.form === 'each') {
    for (const [namespace, inNamespace] of groupBy(listed.workloads, workload => workload.namespace)) {
      const rows = inNamespace.flatMap(workload => rowsOf(workload).map(row => [`${workload.kind} ${workload.name}${roleOf(workload)}`, ...row]));
      yield `\n\n${[`## Namespace ${cell(namespace)}`, '', ...markdownTable(['Workload', 'Destination', 'Result', 'Declared by'], rows)].join('\n')}`;
    }
  } else {
    for (const group of listed.groups) {
      const [first] = group.workloads;
      const head = group.workloads.length === 1 ? [`## ${cell(describeWorkload(first))}${roleOf(first)}`]
        : [`## ${group.workloads.length} workloads that reach the same`, '', ...namespaceLines(group).map(line => `- ${cell(line)}`)];
      yield `\n\n${[...head, '', ...markdownTable(['Destination', 'Result', 'Declared by'], rowsOf({ ...first, ...group }))].join('\n')}`;
    }
  }
  yield '\n';
}

function roleOf({ role }: ReportedWorkload): string {
  return role === 'gateway' ? ' (gateway)' : '';
}

/** The cells of a table about what a workload reaches. */
function rowsOf(workload: ReportedEgress): string[][] {
  return [
    ...workload.destinations.map(destination => {
      const through = destination.gateway === undefined ? '' : ` through ${destination.gateway}`;
      return [code(describeDestination(destination)), `${verdictText(destination.verdict)}${through}`, destination.via];
    }),
    ...workload.role === 'gateway' ? gatewayRow(workload) : [['*unknown hosts*', unknownHostsText(workload), '']],
  ];
}

/** A gateway that nothing goes through is in the table too. */
function gatewayRow({ destinations }: ReportedEgress): string[][] {
  return destinations.length > 0 ? [] : [['', 'no workload reaches a destination through it', '']];
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

