import { REQUIREMENT_RULES } from '../../analysis/findings/requirement-rules';
import { ALL_RULES } from '../../analysis/rules';
import type { ReportedRule } from '../../report/check-report';
import { INPUT_RULES } from '../input/input-problem';

/** Severities of all rules that `check` has, by name. */
export const KNOWN_RULES: ReadonlyMap<string, ReportedRule['severity']> = new Map(
  [...ALL_RULES, ...REQUIREMENT_RULES, ...INPUT_RULES].map(({ name, severity }) => [name, severity]),
);

/** The names that are most like a wrong one: at most three. */
export function similarNames(wrong: string, names: Iterable<string>): string[] {
  const limit = Math.max(2, Math.floor(wrong.length / 3));
  const near = [...names].map(name => ({ name, distance: name.includes(wrong) && wrong.length > 2 ? 1 : distance(wrong, name) }))
    .filter(each => each.distance <= limit);
  const nearest = Math.min(...near.map(each => each.distance));
  return near.filter(each => each.distance === nearest).map(({ name }) => name).sort().slice(0, 3);
}

/** A question with the names that are most like a wrong one; empty without one. */
export function didYouMean(wrong: string, names: Iterable<string>): string {
  const similar = similarNames(wrong, names);
  return similar.length === 0 ? '' : `; did you mean ${similar.map(name => `"${name}"`).join(' or ')}?`;
}

/** The least number of characters to insert, remove or replace. */
function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row.push(Math.min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    previous = row;
  }
  return previous[b.length];
}
