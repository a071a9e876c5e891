import { plural } from './check-report';
import { colors, printable } from './colors';
import { ReportedVerdict, verdictText } from './egress-report';
import { code, markdownTable } from './egress-tables';
import { firstNames } from '../analysis/base/object-ref';

/** A destination whose reachability changes for some workloads. */
export interface ReportedChange {
  readonly kind: 'opened' | 'closed' | 'unknown' | 'other';
  readonly workloads: readonly string[];
  readonly destination: string;
  readonly before?: ReportedVerdict;
  readonly after?: ReportedVerdict;
  /** The Service of the gateway that the connection went through before the change, and goes through after it. */
  readonly gatewayBefore?: string;
  readonly gatewayAfter?: string;
  readonly via?: string;
}

/** The result of `diff`. */
export interface DiffReport {
  /** What is compared. */
  readonly old: string;
  readonly new: string;
  readonly changes: readonly ReportedChange[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly compared: number;
  readonly notes: readonly string[];
}

const TITLES = { opened: 'Opened', unknown: 'Unknown', closed: 'Closed', other: 'Reached in another way' } as const;
const KINDS = ['opened', 'unknown', 'closed', 'other'] as const;
/** GitHub refuses comments that are longer than 65536 characters. */
const MAX_ROWS = 100;

/** What a change opens and closes, for people. */
export function diffText(report: DiffReport, options: { readonly color: boolean }): string {
  const paint = colors(options.color);
  const signs = { opened: paint.red('+'), unknown: paint.yellow('?'), closed: paint.green('-'), other: paint.blue('~') };
  const groups = KINDS.flatMap(kind => {
    const changes = report.changes.filter(change => change.kind === kind);
    return changes.length === 0 ? [] : [[
      paint.bold(`${TITLES[kind]}:`),
      ...changes.map(change => `  ${signs[kind]} ${printable(`${change.destination}  ${firstNames(change.workloads)}  ${change.via === undefined ? '' : `${change.via}  `}`)}${paint.dim(stepText(change))}`),
    ].join('\n')];
  });
  const end = [...workloadLines(report), ...report.notes.map(note => paint.dim(`note: ${note}`)), summary(report)].join('\n');
  return `${[...groups, end].join('\n\n')}\n`;
}

/** What a change opens and closes, as a comment on a pull request. The first line lets a bot find its own comment again. */
export function diffMarkdown(report: DiffReport): string {
  const sections = KINDS.flatMap(kind => {
    const changes = report.changes.filter(change => change.kind === kind);
    if (changes.length === 0) { return []; }
    const rows = changes.slice(0, MAX_ROWS).map(change => [code(change.destination), firstNames(change.workloads), stepText(change), change.via ?? '']);
    const more = changes.length > MAX_ROWS ? ['', `… and ${changes.length - MAX_ROWS} more.`] : [];
    return [[`### ${TITLES[kind]} (${changes.length})`, '', ...markdownTable(['Destination', 'Workloads', 'Change', 'Declared by'], rows), ...more].join('\n')];
  });
  const end = [...workloadLines(report), ...report.notes.map(note => `> ${note}`)];
  return `${['<!-- cdk8s-istio-oneagent diff -->', '## Egress', summary(report), ...sections, ...end].join('\n\n')}\n`;
}

/** What a change opens and closes, for other programs. */
export function diffJson(report: DiffReport): string {
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function stepText({ before, after, gatewayBefore, gatewayAfter }: ReportedChange): string {
  return `${sideText(before, gatewayBefore, gatewayAfter)} -> ${sideText(after, gatewayAfter, gatewayBefore)}`;
}

/** What happens on one side. That no gateway is on the way is worth telling only if one is on the other side. */
function sideText(verdict: ReportedVerdict | undefined, gateway: string | undefined, otherGateway: string | undefined): string {
  if (verdict === undefined) { return 'no workload'; }
  if (gateway !== undefined) { return `${verdictText(verdict)} through ${gateway}`; }
  return `${verdictText(verdict)}${otherGateway === undefined || verdict === 'BLOCKED' ? '' : ' without a gateway'}`;
}

function workloadLines({ added, removed }: DiffReport): string[] {
  return [
    ...added.length === 0 ? [] : [`New: ${firstNames(added)}.`],
    ...removed.length === 0 ? [] : [`Removed: ${firstNames(removed)}.`],
  ];
}

function summary({ changes, compared, old, new: now }: DiffReport): string {
  const between = `between ${old} and ${now} (${plural(compared, 'workload')} on both sides)`;
  if (changes.length === 0) { return `Nobody reaches more or less, or in another way, ${between}.`; }
  const count = (kind: string) => changes.filter(change => change.kind === kind).length;
  return `${count('opened')} opened, ${count('closed')} closed, ${count('unknown')} unknown, ${count('other')} in another way ${between}.`;
}
