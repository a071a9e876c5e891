import { MAX_LEVELS } from '../../base/nesting';
import { quote } from '../../base/quote';
import { Severity } from '../../findings/finding';
import type { RuleBase } from '../../findings/rule';

/** Only the part of an object that this rule leaves is checked by the others, so `check()` applies it first. */
export const NESTING: RuleBase = {
  name: 'kubernetes/nesting',
  severity: Severity.WARNING,
  upstream: 'ours',
};

/**
 * The message about an object that has too many levels.
 *
 * @param steps the first names and indices on the way to the part that is left out
 */
export function nestingMessage(steps: readonly string[]): string {
  const path = steps.map((step, index) => {
    if (/^[0-9]+$/.test(step)) { return `[${step}]`; }
    if (!/^[A-Za-z_][\w-]*$/.test(step)) { return `[${quote(step)}]`; }
    return index === 0 ? step : `.${step}`;
  }).join('');
  return `'${path}' has more than ${MAX_LEVELS} levels of objects and lists, and what is below them is not checked; write it with fewer levels`;
}
