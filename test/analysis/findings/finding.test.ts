import { isAtLeast, Severity } from '../../../src/analysis/findings/finding';

test.each([
  ['error', [Severity.ERROR]],
  ['warning', [Severity.ERROR, Severity.WARNING]],
  ['info', [Severity.ERROR, Severity.WARNING, Severity.INFO]],
  ['never', []],
])('at least as bad as "%s" are %j', (least, expected) => {
  expect([Severity.ERROR, Severity.WARNING, Severity.INFO].filter(severity => isAtLeast(severity, least))).toEqual(expected);
});
