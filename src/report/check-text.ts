import { byFile, CheckReport, countsOf, describeObject, messageOf, plural, ReportedFinding } from './check-report';
import { Colors, colors, printable, severityColor } from './colors';

/** The widest part of a line of YAML that is shown. */
const MAX_WIDTH = 100;

/** The findings for people, grouped by file. */
export function checkText(report: CheckReport, options: { readonly color: boolean }): string {
  const paint = colors(options.color);
  const groups = [...byFile(report.findings)].map(([file, findings]) => [paint.bold(printable(file)), ...findings.map(finding => findingText(finding, paint))].join('\n\n'));
  return [...groups, [...report.notes.map(note => paint.dim(`note: ${note}`)), summary(report, paint)].join('\n')].join('\n\n') + '\n';
}

function findingText(finding: ReportedFinding, paint: Colors): string {
  const { severity, rule, ruleUrl, code, place, construct, related } = finding;
  const at = place?.line === undefined ? '' : `${place.line}:${place.column ?? 1}  `;
  const lines = [
    `  ${paint.dim(at)}${severityColor(severity, paint)(severity)}  ${printable(messageOf(finding))}`,
    ...excerpt(finding, paint),
    ...related ? [`      ${paint.dim('other:')} ${printable(`${describeObject(related.object)}, ${related.place.file}${related.place.line === undefined ? '' : `:${related.place.line}`}`)}`] : [],
    ...construct === undefined ? [] : [`      ${paint.dim('construct:')} ${printable(construct)}`],
    `      ${paint.dim(`${rule}${code === undefined ? '' : ` (${code})`}  ${ruleUrl}`)}`,
  ];
  return lines.join('\n');
}

/** The line of the file, with a caret below the field. */
function excerpt({ place, severity }: ReportedFinding, paint: Colors): string[] {
  if (place?.text === undefined || place.line === undefined || place.text.trim() === '') { return []; }
  const column = place.column ?? 1;
  // A long line is cut around the field.
  const start = column > MAX_WIDTH / 2 && place.text.length > MAX_WIDTH ? column - 1 - MAX_WIDTH / 4 : 0;
  const shown = printable(place.text.slice(start, start + MAX_WIDTH));
  const gutter = String(place.line);
  const width = Math.max(1, Math.min((place.endColumn ?? column + 1) - column, shown.length - (column - 1 - start)));
  const color = severityColor(severity, paint);
  return [
    `      ${paint.dim(`${gutter} |`)} ${shown}`,
    `      ${paint.dim(`${' '.repeat(gutter.length)} |`)} ${' '.repeat(column - 1 - start)}${color('^'.repeat(width))}`,
  ];
}

function summary({ findings, suppressed, objects, files }: CheckReport, paint: Colors): string {
  const { error, warning, info } = countsOf(findings);
  const checked = `${plural(objects, 'object')} in ${plural(files, 'file')}`;
  const off = suppressed.length === 0 ? '' : ` ${plural(suppressed.length, 'finding')} turned off.`;
  if (findings.length === 0) { return `${paint.green('No findings')} in ${checked}.${off}`; }
  const counts = [[error, 'error', 'errors'], [warning, 'warning', 'warnings'], [info, 'info', 'infos']] as const;
  return `${counts.filter(([count]) => count > 0).map(([count, one, many]) => plural(count, one, many)).join(', ')} in ${checked}.${off}`;
}
