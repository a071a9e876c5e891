import { plural, ReportedRule } from './check-report';
import { colors, severityColor } from './colors';

/** The list of rules for people. */
export function ruleList(rules: readonly ReportedRule[], options: { readonly color: boolean }): string {
  const paint = colors(options.color);
  const width = Math.max(...rules.map(({ name }) => name.length));
  const lines = rules.map(({ name, severity, summary }) => `${name.padEnd(width)}  ${severityColor(severity, paint)(severity.padEnd('warning'.length))}  ${summary}`);
  return `${lines.join('\n')}\n\n${plural(rules.length, 'rule')}.\n`;
}

/** The page of a rule for a terminal: headings are bold, and the address of the page is at the end. */
export function rulePageText({ name, severity, summary, page, url }: ReportedRule, options: { readonly color: boolean }): string {
  const paint = colors(options.color);
  const text = page ?? `# ${name}\n\n- Severity: ${severity}\n\n${summary}\n`;
  const shown = text.split('\n').filter(line => !line.startsWith('- Seen as: ')).map(line => /^#+ /.test(line) ? paint.bold(line.replace(/^#+ /, '')) : line).join('\n');
  return `${shown.trimEnd()}\n\n${paint.dim(url)}\n`;
}
