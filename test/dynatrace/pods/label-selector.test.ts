import { LabelSelector, LabelSelectorOperator, renderLabelSelector } from '../../../src/dynatrace/pods/label-selector';

test('a selector that asks for nothing is nothing, as it selects everything too', () => {
  expect(renderLabelSelector('namespaceSelector', {})).toBeUndefined();
  expect(renderLabelSelector('namespaceSelector', { matchLabels: {}, matchExpressions: [] })).toBeUndefined();
});

test.each([LabelSelectorOperator.IN, LabelSelectorOperator.NOT_IN])('%s has values', operator => {
  expect(renderLabelSelector('namespaceSelector', { matchExpressions: [{ key: 'a', operator, values: ['b', ''] }] }))
    .toEqual({ matchExpressions: [{ key: 'a', operator, values: ['', 'b'] }], matchLabels: undefined });
});

test.each([LabelSelectorOperator.EXISTS, LabelSelectorOperator.DOES_NOT_EXIST])('%s has no values', operator => {
  expect(renderLabelSelector('namespaceSelector', { matchExpressions: [{ key: 'a', operator, values: [] }] }))
    .toEqual({ matchExpressions: [{ key: 'a', operator, values: undefined }], matchLabels: undefined });
});

test.each<[LabelSelector, string]>([
  [
    { matchExpressions: [{ key: 'a', operator: LabelSelectorOperator.IN }] },
    '\'namespaceSelector.matchExpressions\' needs values for "In", got "[]" for the key "a"',
  ],
  [
    { matchExpressions: [{ key: 'a', operator: LabelSelectorOperator.EXISTS, values: ['b'] }] },
    '\'namespaceSelector.matchExpressions\' must not have values for "Exists", got "[\\"b\\"]" for the key "a"',
  ],
  [
    { matchExpressions: [{ key: 'a', operator: LabelSelectorOperator.IN, values: ['b c'] }] },
    '\'namespaceSelector.matchExpressions\' accepts values of letters, digits, \'-\', \'_\' and \'.\', at most 63 characters, got "b c"',
  ],
  [
    { matchExpressions: [{ key: 'a*', operator: LabelSelectorOperator.EXISTS }] },
    '\'namespaceSelector.matchExpressions\' accepts keys of letters, digits, \'-\', \'_\' and \'.\', at most 63 characters, optionally prefixed with a DNS name and \'/\', got "a*"',
  ],
  [
    { matchLabels: { a: '*' } },
    '\'namespaceSelector.matchLabels\' accepts values of letters, digits, \'-\', \'_\' and \'.\', at most 63 characters, got "*"',
  ],
])('%j is refused', (selector, message) => {
  expect(() => renderLabelSelector('namespaceSelector', selector)).toThrow(new Error(message));
});
