import { CheckReport, messageOf, ReportedFinding } from './check-report';

const COMMANDS = { error: 'error', warning: 'warning', info: 'notice' } as const;

/** The findings as commands of GitHub Actions, which shows them beside the changed lines. */
export function checkGitHub({ findings }: CheckReport): string {
  return findings.map(commandOf).join('');
}

function commandOf(finding: ReportedFinding): string {
  const { rule, ruleUrl, severity, place } = finding;
  const properties = {
    file: place?.file, line: place?.line, col: place?.column, endColumn: place?.endColumn, title: rule,
  };
  const list = Object.entries(properties).filter(([, value]) => value !== undefined).map(([name, value]) => `${name}=${escapeProperty(String(value))}`).join(',');
  return `::${COMMANDS[severity]} ${list}::${escapeData(`${messageOf(finding)}\n${ruleUrl}`)}\n`;
}

function escapeData(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
