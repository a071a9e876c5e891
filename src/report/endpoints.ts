import { plural } from './check-report';
import { colors, printable } from './colors';

/** A file with endpoints, and how it compares to what the environment has now. */
export interface ReportedEndpoints {
  readonly file: string;
  /** Who the endpoints are for. */
  readonly component: string;
  /** Id of the environment, if the answer has it. */
  readonly environment?: string;
  /** The network zone that the endpoints are for, if one was asked for. */
  readonly networkZone?: string;
  /** Endpoints that only the environment has, such as `https://abc12345.live.dynatrace.com:443`. */
  readonly added: readonly string[];
  /** Endpoints that only the file has. */
  readonly removed: readonly string[];
  /** How many both have. */
  readonly kept: number;
  readonly written: boolean;
  readonly notes: readonly string[];
}

/** What came and went, for people. */
export function endpointsText(files: readonly ReportedEndpoints[], options: { readonly color: boolean }): string {
  const paint = colors(options.color);
  const parts = files.map(({ file, component, environment, networkZone, added, removed, kept, written, notes }) => [
    paint.bold(printable(`${file}: ${component}${environment === undefined ? '' : ` of environment ${environment}`}${networkZone === undefined ? '' : ` in network zone ${networkZone}`}`)),
    ...added.map(endpoint => `  ${paint.green('+')} ${printable(endpoint)}`),
    ...removed.map(endpoint => `  ${paint.red('-')} ${printable(endpoint)}`),
    `  ${added.length} added, ${removed.length} removed, ${plural(kept, 'endpoint')} as before${written ? '; the file is written' : ''}`,
    ...notes.map(note => paint.dim(`  note: ${printable(note)}`)),
  ].join('\n'));
  return `${parts.join('\n\n')}\n`;
}

/** What came and went, for other programs. */
export function endpointsJson(files: readonly ReportedEndpoints[]): string {
  return `${JSON.stringify({ files }, undefined, 2)}\n`;
}
