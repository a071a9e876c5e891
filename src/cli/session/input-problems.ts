import type { Console } from '../base/console';
import { ExitCode } from '../base/exit-code';
import { BROKEN_YAML, InputProblem, NOT_AN_OBJECT, UNREADABLE } from '../input/input-problem';

const MOST = 10;

/** Prints what was not read, where the result has no place for it. */
export function warnOfProblems(problems: readonly InputProblem[], console: Console): void {
  for (const { rule, file, line, column, message } of problems.slice(0, MOST)) {
    const severity = rule === NOT_AN_OBJECT ? 'warning' : 'error';
    console.err(`${severity}: ${file}${line === undefined ? '' : `:${line}:${column ?? 1}`}: ${message}\n`);
  }
  if (problems.length > MOST) { console.err(`… and ${problems.length - MOST} more, which cdk8s-istio-oneagent check lists\n`); }
}

/** The exit code if something was not read: the answer may then be wrong. */
export function failOfInput(problems: readonly InputProblem[]): ExitCode | undefined {
  return problems.some(({ rule }) => rule === UNREADABLE || rule === BROKEN_YAML) ? ExitCode.USAGE : undefined;
}
