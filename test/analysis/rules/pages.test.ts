import { readFileSync } from 'node:fs';
import { INDEX, renderIndex } from './rule-index';
import { pageNames, readPage } from './rule-page';
import { appOf, namespaceOf, objectsOf } from './rule-typescript';
import { SYMPTOMS } from './symptoms';
import { Mesh } from '../../../src';
import { check } from '../../../src/analysis/check';
import { Severity } from '../../../src/analysis/findings/finding';
import { ALL_RULES } from '../../../src/analysis/rules';
import { CONSTRUCT_RULES } from '../../../src/core/construct-rule';

const EVERY_RULE = [...ALL_RULES, ...CONSTRUCT_RULES];
const ruleNames = EVERY_RULE.map(rule => rule.name).sort();

test('every rule has a unique name', () => {
  expect(ruleNames).toEqual([...new Set(ruleNames)]);
});

test('every rule has a page and every page a rule', () => {
  expect(pageNames()).toEqual(ruleNames);
});

test('the index lists every rule; rule-index.ts writes it', () => {
  expect(readFileSync(INDEX, 'utf8')).toBe(renderIndex());
});

describe.each(EVERY_RULE.map(rule => [rule.name, rule] as const))('the page of %s', (name, rule) => {
  const page = readPage(name);

  test('states the facts that the rule declares', () => {
    const { 'Settings': _settings, 'Seen as': _seenAs, ...facts } = page.facts;
    expect({ title: page.title, facts }).toEqual({
      title: name,
      facts: {
        Severity: rule.severity,
        Upstream: rule.upstream,
        ...(rule.since === undefined ? {} : { Since: `Istio ${rule.since}` }),
        ...(rule.until === undefined ? {} : { Until: `Istio ${rule.until}` }),
      },
    });
  });

  test('has the form of every page, and text in each section', () => {
    expect([...page.sections.keys()]).toEqual(['Symptom', 'Incorrect', 'Correct', 'Remedy', 'When to turn it off', 'See also']);
    expect([page.summary, ...page.sections.values()].filter(text => text === '' || /TODO/.test(text))).toEqual([]);
    expect(page.seenAs).not.toEqual([]);
    expect(page.seenAs.filter(key => !(key in SYMPTOMS))).toEqual([]);
    expect(page.sections.get('When to turn it off')).toMatch(new RegExp(`\`mesh\\.disableRule\\('${name}', '[^']+'\\)\`[^\n]*$`));
    expect(page.sections.get('See also')).toMatch(/^(?:- \[[^\]]+\]\((?:https:\/\/|\.\.?\/)[^)]+\)\n?)+$/);
  });
});

describe.each(ALL_RULES.map(rule => rule.name))('the page of %s', name => {
  const page = readPage(name);

  test('has an incorrect example that violates this rule, and no other rule of severity error except those it names', () => {
    const findings = check(page.incorrect, page.settings);
    const errors = findings.filter(finding => finding.severity === Severity.ERROR).map(finding => finding.rule);
    expect(findings.map(finding => finding.rule)).toContain(name);
    expect([...new Set(errors)].filter(error => error !== name).sort()).toEqual([...page.also].sort());
  });

  test('has a correct example that violates no rule', () => {
    expect(page.correct).not.toEqual([]);
    expect(check(page.correct, page.settings)).toEqual([]);
  });

  test('has TypeScript, if any, that writes objects of the example\'s kinds and violates no rule', () => {
    const written = page.typeScript === undefined ? [] : objectsOf(page);
    const kinds = new Set(page.correct.map(({ kind }) => kind));
    expect(page.typeScript === undefined || written.some(({ kind }) => kinds.has(kind))).toBe(true);
    expect(check(written, page.settings).filter(({ severity, rule: other }) => severity === Severity.ERROR || other === name)).toEqual([]);
  });

  test('has messages in one line, in lower case and without a full stop', () => {
    for (const { message } of check(page.incorrect, page.settings)) {
      expect(message).toMatch(/^['a-z0-9][^\n]*[^.\n]$/);
    }
  });
});

describe.each(CONSTRUCT_RULES.map(rule => [rule.name, rule] as const))('the page of %s, a rule of constructs,', (name, rule) => {
  const page = readPage(name);
  const findingsOf = (block: string | undefined) => Mesh.of(appOf(block ?? '', namespaceOf(page))).findings();

  test('has an incorrect example that violates this rule, and no other one of severity error', () => {
    const findings = findingsOf(page.incorrectTypeScript);
    expect(findings.filter(({ rule: found }) => found === name).map(({ severity, source }) => ({ severity, source })))
      .toEqual([{ severity: rule.severity, source: 'cdk8s-istio-oneagent' }]);
    expect(findings.filter(({ severity, rule: other }) => severity === Severity.ERROR && other !== name)).toEqual([]);
  });

  test('has a correct example that violates no rule', () => {
    expect(page.typeScript).toContain('new ');
    expect(findingsOf(page.typeScript)).toEqual([]);
  });
});
