import { plural } from './check-report';
import { colors, printable } from './colors';
import type { JsonObject } from '../analysis/base/json';

/** A destination in logs, and what becomes of it. */
export interface ReportedWish {
  /** Whose connections they are, such as `Deployment shop/web`, or `namespace shop`. */
  readonly from: string;
  /** Such as `https://api.example.com:443`. */
  readonly destination: string;
  readonly connections: number;
  readonly result: 'declared' | 'admitted' | 'left-out';
  /** The object that admits it, such as `ServiceEntry shop/api.example.com`. */
  readonly by?: string;
  readonly reason?: string;
}

/** An object to apply. */
export interface ReportedObject {
  readonly object: { readonly apiVersion: string; readonly kind: string; readonly metadata?: JsonObject; readonly spec?: unknown };
  /** What is added to an object that exists. Empty if the object is new. */
  readonly added: readonly string[];
}

/** The result of `suggest`. */
export interface SuggestionReport {
  readonly destinations: readonly ReportedWish[];
  readonly objects: readonly ReportedObject[];
  readonly notes: readonly string[];
}

/** What becomes of the destinations, for people. The objects are not in it. */
export function suggestionSummary({ destinations, objects, notes }: SuggestionReport, options: { readonly color: boolean }): string {
  const paint = colors(options.color);
  const signs = { 'admitted': paint.green('+'), 'declared': paint.dim('='), 'left-out': paint.red('!') };
  const lines = destinations.map(({ from, destination, connections, result, by, reason }) => {
    const end = { 'admitted': by ?? '', 'declared': 'declared already', 'left-out': `left out: ${reason}` }[result];
    return `  ${signs[result]} ${printable(`${from} -> ${destination}  ${plural(connections, 'connection')}  ${end}`)}`;
  });
  const count = (result: ReportedWish['result']) => destinations.filter(each => each.result === result).length;
  const changed = objects.filter(({ added }) => added.length > 0).length;
  return `${[
    ...lines,
    ...notes.map(note => paint.dim(`note: ${printable(note)}`)),
    `${plural(destinations.length, 'destination')}: ${count('admitted')} admitted by ${plural(objects.length - changed, 'new object')} and ${plural(changed, 'changed one')}, ${count('declared')} declared already, ${count('left-out')} left out.`,
  ].join('\n')}\n`;
}

/** Objects and destinations for other programs. */
export function suggestionJson(report: SuggestionReport): string {
  return `${JSON.stringify({ ...report, objects: report.objects.map(({ object, added }) => ({ added, object })) }, undefined, 2)}\n`;
}

/** The comment above an object in YAML. Empty for a new object. */
export function changeComment({ added }: ReportedObject): string {
  return added.length === 0 ? '' : `${['changed, with these added:', ...added.map(each => `  ${each}`)].map(line => `# ${printable(line)}`).join('\n')}\n`;
}
