import { readFileSync } from 'node:fs';
import { INDEX, renderIndex } from './rule-index';
import { pageNames, readPage } from './rule-page';
import { check } from '../../../src/analysis/check';
import { Severity } from '../../../src/analysis/findings/finding';
import { ALL_RULES } from '../../../src/analysis/rules';

const ruleNames = ALL_RULES.map(rule => rule.name).sort();

test('every rule has a name of its own', () => {
  expect(ruleNames).toEqual([...new Set(ruleNames)]);
});

test('every rule has a page and every page a rule', () => {
  expect(pageNames()).toEqual(ruleNames);
});

test('the index lists every rule; rule-index.ts writes it', () => {
  expect(readFileSync(INDEX, 'utf8')).toBe(renderIndex());
});

describe.each(ALL_RULES.map(rule => [rule.name, rule] as const))('the page of %s', (name, rule) => {
  const page = pageNames().includes(name) ? readPage(name) : undefined;

  test('says what the rule says of itself', () => {
    const { Settings: _, ...facts } = page?.facts ?? {};
    expect({ title: page?.title, facts, sections: page?.sections }).toEqual({
      title: name,
      facts: {
        Severity: rule.severity,
        Upstream: rule.upstream,
        ...(rule.since === undefined ? {} : { Since: `Istio ${rule.since}` }),
        ...(rule.until === undefined ? {} : { Until: `Istio ${rule.until}` }),
      },
      sections: ['Violates', 'Passes', 'Remedy'],
    });
  });

  test('has an example that breaks this rule, and no other one with an error but those it names', () => {
    const findings = check(page?.violates ?? [], page?.settings);
    const errors = findings.filter(finding => finding.severity === Severity.ERROR).map(finding => finding.rule);
    expect(findings.map(finding => finding.rule)).toContain(name);
    expect([...new Set(errors)].filter(error => error !== name).sort()).toEqual([...page?.also ?? []].sort());
  });

  test('has an example that breaks no rule', () => {
    expect(page?.passes).not.toEqual([]);
    expect(check(page?.passes ?? [], page?.settings)).toEqual([]);
  });

  test('gets messages in one line, lower case, without full stop', () => {
    for (const { message } of check(page?.violates ?? [], page?.settings)) {
      expect(message).toMatch(/^['a-z0-9][^\n]*[^.\n]$/);
    }
  });
});
