import { duplicatesOf } from '../../../src/analysis/base/duplicates';

test('each value that occurs more than once is returned once', () => {
  expect(duplicatesOf(['b', 'a', 'a', 'c', 'b', 'a'])).toEqual(['a', 'b']);
  expect(duplicatesOf(new Set([1, 2]))).toEqual([]);
});
