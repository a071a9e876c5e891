import { automaticCures } from './automatic-cures';
import { Cure, NAMED_CURES, Objects } from './named-cures';
import { readPage } from './rule-page';
import { check } from '../../../src/analysis/check';
import type { Finding } from '../../../src/analysis/findings/finding';
import { ALL_RULES } from '../../../src/analysis/rules';

function firstFindingOf(rule: string): Finding {
  const page = readPage(rule);
  return check(page.incorrect, page.settings).find(finding => finding.rule === rule)!;
}

function curesOf(rule: string): readonly Cure[] {
  return Object.hasOwn(NAMED_CURES, rule) ? NAMED_CURES[rule] : automaticCures(firstFindingOf(rule));
}

/** What the objects violate, without the messages, which may name values that the cure changes. */
function violations(findings: readonly Finding[]): string[] {
  return findings.map(({ rule, severity, object }) => `${severity} ${rule} of object ${object}`);
}

const CASES = ALL_RULES.flatMap(({ name }) => curesOf(name).map(cure => [name, cure.words, cure] as const));

test('the named cures are those of rules, and many rules have a cure', () => {
  const names = new Set(ALL_RULES.map(({ name }) => name));

  expect(Object.keys(NAMED_CURES).filter(rule => !names.has(rule))).toEqual([]);
  expect(new Set(CASES.map(([rule]) => rule)).size).toBeGreaterThanOrEqual(90);
});

test.each(CASES)('the remedy of %s works, and no other rule refuses it: %s', (rule, words, { apply }) => {
  const page = readPage(rule);
  const before = check(page.incorrect, page.settings);
  const messages = before.filter(finding => finding.rule === rule).map(({ message }) => message);
  const objects: Objects = structuredClone(page.incorrect) as Objects;
  apply(objects);
  const after = check(objects, page.settings);

  expect(messages.some(message => message.includes(words))).toBe(true);
  expect(objects).not.toEqual(page.incorrect);
  const left = after.filter(finding => finding.rule === rule).map(({ message }) => message);
  expect(left.filter(message => message === firstFindingOf(rule).message)).toEqual([]);
  const known = new Set(violations(before));
  // A rule of severity info refuses nothing.
  expect(violations(after).filter(violation => !known.has(violation) && !violation.startsWith('info '))).toEqual([]);
});
