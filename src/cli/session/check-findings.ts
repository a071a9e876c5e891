import { describeRule } from './describe-rule';
import { findingsOf } from './findings';
import { KNOWN_RULES } from './known-rules';
import type { Prepared } from './prepared';
import { isAtLeast } from '../../analysis/findings/finding';
import type { CheckReport, ReportedFinding } from '../../report/check-report';
import { version } from '../base/package-files';
import { UNREADABLE } from '../input/input-problem';

/** Checks what was read, by all rules and requirements. */
export function checkPrepared(prepared: Prepared): CheckReport {
  const { input, objects, notes } = prepared;
  const { findings, suppressed } = findingsOf(prepared);
  const names = [...new Set([...findings, ...suppressed.map(({ finding }) => finding)].map(({ rule }) => rule))].sort();
  return {
    findings,
    suppressed,
    rules: names.filter(name => KNOWN_RULES.has(name)).map(describeRule),
    objects: objects.length,
    files: input.files,
    notes,
    version: version(),
  };
}

/** Whether a finding is about a file that can't be read. */
export function isUnreadable({ rule }: ReportedFinding): boolean {
  return rule === UNREADABLE.name;
}

/** Whether findings are as bad as a severity. A file that can't be read always fails, because the result is not complete. */
export function failsOn({ findings }: CheckReport, failOn: string = 'error'): boolean {
  return findings.some(finding => isUnreadable(finding) || isAtLeast(finding.severity, failOn));
}
