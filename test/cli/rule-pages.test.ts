import { resolve } from 'node:path';
import { rulePage, rulePageNames } from '../../src/cli/base/package-files';
import { packRulePages, rulePagesIn, unpackRulePages } from '../../src/cli/base/rule-pages';

const FOLDER = resolve(__dirname, '..', '..', 'docs', 'rules');

test('the file of the package has all pages of the folder, and only those of rules', () => {
  const pages = rulePagesIn(FOLDER);
  expect(unpackRulePages(packRulePages(pages))).toEqual(pages);
  expect([...pages.keys()]).toEqual(rulePageNames());
  expect(pages.get('sidecar/catch-all-bind')).toMatch(/^# sidecar\/catch-all-bind\n/);
  expect(pages.has('README')).toBe(false);
});

test('what is not the name of a rule has no page', () => {
  expect(['README', '../README', 'sidecar', 'sidecar/none', '__proto__', ''].map(name => rulePage(name))).toEqual(Array(6).fill(undefined));
});
