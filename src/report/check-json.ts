import { CheckReport, countsOf } from './check-report';

/** The findings for other programs. */
export function checkJson({ findings, suppressed, objects, files, notes, version }: CheckReport): string {
  const report = { version, summary: { ...countsOf(findings), suppressed: suppressed.length, objects, files }, notes, findings, suppressed };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
