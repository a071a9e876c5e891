import type { ReportedPlace } from './check-report';
import { colors, printable } from './colors';
import type { ReportedVerdict } from './egress-report';

/** What decides at a hop: an object with its field and place, or an annotation. */
export interface ReportedCause {
  readonly name: string;
  /** Path of the field. */
  readonly field?: string;
  readonly place?: ReportedPlace;
}

/** A stage of the way of a connection. */
export interface ReportedHop {
  readonly at: string;
  readonly verdict?: ReportedVerdict;
  readonly text: string;
  readonly because: readonly ReportedCause[];
}

/** The answer of `why` for one workload. */
export interface WhyReport {
  readonly from: string;
  readonly to: string;
  readonly outcome: 'ARRIVES' | 'FAILS' | 'UNKNOWN';
  readonly hops: readonly ReportedHop[];
  /** One paragraph, if it tells more than the hops. */
  readonly explanation: string;
  readonly notes: readonly string[];
}

const OUTCOMES = { ARRIVES: 'arrives', FAILS: 'fails', UNKNOWN: 'it is unknown whether it arrives' } as const;

/** The way of a connection, hop by hop, for people. */
export function whyText({ from, to, outcome, hops, explanation, notes }: WhyReport, options: { readonly color: boolean }): string {
  const paint = colors(options.color);
  const color = { ARRIVES: paint.green, FAILS: paint.red, UNKNOWN: paint.yellow }[outcome];
  const lines = [`${paint.bold(printable(`${from} -> ${to}`))}: ${color(OUTCOMES[outcome])}`];
  hops.forEach((hop, index) => {
    const verdict = verdictAt(hops, index);
    lines.push('', `${index + 1}. ${paint.bold(hop.at)}${verdict === undefined ? '' : ` ${paint.dim(verdict)}`}`, `   ${printable(hop.text)}`);
    for (const { name, field, place } of hop.because) {
      const at = place === undefined ? '' : `  ${place.file}${place.line === undefined ? '' : `:${place.line}:${place.column ?? 1}`}`;
      lines.push(`   ${paint.dim('decided by')} ${printable(`${name}${field === undefined ? '' : ` ${field}`}`)}${paint.dim(printable(at))}`);
      if (place?.text !== undefined && place.text.trim() !== '') { lines.push(`     ${paint.dim(`${place.line} |`)} ${printable(place.text.slice(0, 100))}`); }
    }
  });
  if (explanation !== hops.map(({ text }) => text).join(' ')) { lines.push('', printable(explanation)); }
  if (notes.length > 0) { lines.push('', ...notes.map(note => paint.dim(`note: ${note}`))); }
  return `${lines.join('\n')}\n`;
}

/** What a proxy does, in a word. A connection that a route leads to a gateway is not on a wrong way. */
export function verdictAt(hops: readonly ReportedHop[], index: number): string | undefined {
  const { verdict } = hops[index];
  return verdict === 'MISROUTED' && hops.slice(index + 1).some(({ at }) => at === 'gateway') ? 'TO THE GATEWAY' : verdict;
}

/** The way of a connection for other programs. */
export function whyJson(report: WhyReport): string {
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
