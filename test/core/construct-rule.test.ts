import { ALL_RULES } from '../../src/analysis/rules';
import * as rules from '../../src/core/construct-rule';

test('the list has every rule of constructs', () => {
  const { CONSTRUCT_RULES, ...others } = rules;
  const names = (list: readonly rules.ConstructRule[]) => list.map(({ name }) => name).sort();
  expect(names(CONSTRUCT_RULES)).toEqual(names(Object.values(others)));
});

test('no rule of constructs has the name of a rule about manifests', () => {
  const names = new Set(ALL_RULES.map(({ name }) => name));
  expect(rules.CONSTRUCT_RULES.filter(({ name }) => names.has(name))).toEqual([]);
});
