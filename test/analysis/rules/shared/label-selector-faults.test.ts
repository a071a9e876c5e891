import { labelSelectorFaults } from '../../../../src/analysis/rules/shared/label-selector-faults';

test('each part of a selector is checked', () => {
  expect([...labelSelectorFaults({
    matchLabels: { 'a/b/c': 'ok', 'app': 'name%' },
    matchExpressions: [
      { key: '-a', operator: 'In', values: ['x', '_'] },
      { key: 'a', operator: 'Equals', values: ['x'] },
      { key: 'a', operator: 'NotIn' },
      { key: 'a', operator: 'Exists', values: ['x'] },
    ],
  })]).toEqual([
    { path: '.matchLabels["a/b/c"]', text: 'must be a label key such as "app" or "example.com/app", got "a/b/c"' },
    { path: '.matchLabels["app"]', text: 'must consist of letters, digits, "-", "_" and ".", 63 characters at most, got "name%"' },
    { path: '.matchExpressions[0].key', text: 'must be a label key such as "app" or "example.com/app", got "-a"' },
    { path: '.matchExpressions[0].values', text: 'must consist of letters, digits, "-", "_" and ".", 63 characters at most, got "_"' },
    { path: '.matchExpressions[1].operator', text: 'must be one of "In", "NotIn", "Exists", "DoesNotExist", got "Equals"' },
    { path: '.matchExpressions[2].values', text: 'must have at least one value with the operator NotIn' },
    { path: '.matchExpressions[3].values', text: 'must not be set with the operator Exists, got "x"' },
  ]);
});

test.each([
  undefined, {}, { matchLabels: { 'example.com/app': '', 'a': 'A.b_c-1' } },
  { matchExpressions: [{ key: 'a', operator: 'In', values: ['', 'x'] }, { key: 'a', operator: 'DoesNotExist', values: [] }, { key: 'a', operator: 'Exists' }] },
])('%j is valid', selector => {
  expect([...labelSelectorFaults(selector)]).toEqual([]);
});
