import { isLabelKey, isLabelValue } from '../../../src/analysis/syntax/label-syntax';

test.each(['a', 'A_b.c-d', '0', 'a'.repeat(63), 'example.com/a', 'a/b', `${'a'.repeat(253)}/b`])('%s is a key', key => {
  expect(isLabelKey(key)).toBe(true);
});

test.each([
  '', '-a', 'a-', '.a', 'a_', 'a b', 'ä', 'a'.repeat(64), '/a', 'a/', 'a/b/c', 'A/b', 'a_b/c', `${'a'.repeat(254)}/b`,
])('%j is not a key', key => {
  expect(isLabelKey(key)).toBe(false);
});

test.each(['', 'a', 'A_b.c-d', 'a'.repeat(63)])('%j is a value', value => {
  expect(isLabelValue(value)).toBe(true);
});

test.each(['-', 'a-', 'a/b', 'a b', 'a\n', 'a'.repeat(64)])('%j is not a value', value => {
  expect(isLabelValue(value)).toBe(false);
});
