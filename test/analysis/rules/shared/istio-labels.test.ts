import { labelFaults } from '../../../../src/analysis/rules/shared/istio-labels';

test.each<[Record<string, string>]>([
  [{}],
  [{ 'app': 'web', 'a_.-b': '', 'example.com/App': 'v1.2_3-4' }],
  [{ ['x'.repeat(63)]: 'y'.repeat(100) }],
  [{ [`${'p'.repeat(253)}/x`]: 'y' }],
])('%j are valid labels', labels => {
  expect(labelFaults(labels)).toEqual([]);
});

test.each([
  '', '*', '-a', 'a-', 'a/b/c', '/a', 'a/', 'a..b/c', 'x'.repeat(64), `${'p'.repeat(254)}/x`, 'ä', 'a b',
])('"%s" is not a key', key => {
  expect(labelFaults({ [key]: 'x' })).toEqual([{ key, value: 'x', text: 'must have a valid label key' }]);
});

test.each(['-a', 'a-', 'a b', 'ä', '_', 'a\n'])('"%s" is not a value', value => {
  expect(labelFaults({ app: value })).toEqual([{ key: 'app', value, text: 'must have a value of letters, digits, "-", "_" and "."' }]);
});
