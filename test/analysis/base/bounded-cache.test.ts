import { BoundedCache } from '../../../src/analysis/base/bounded-cache';

/** Which keys are computed when they are asked for in turn; the weight of a key is the length of its text. */
function computedOf(maxWeight: number, keys: readonly string[]): string[] {
  const cache = new BoundedCache<string>(maxWeight, value => value.length);
  const computed: string[] = [];
  for (const key of keys) {
    expect(cache.once(key, () => {
      computed.push(key);
      return key;
    })).toBe(key);
  }
  return computed;
}

test('what fits is computed once', () => {
  expect(computedOf(4, ['aa', 'bb', 'aa', 'bb', 'aa'])).toEqual(['aa', 'bb']);
});

test('beyond the weight, what was not used for the longest time is forgotten', () => {
  expect(computedOf(4, ['aa', 'bb', 'aa', 'cc', 'aa', 'bb'])).toEqual(['aa', 'bb', 'cc', 'bb']);
});

test('several values give way to a heavy one, and the last one is kept whatever its weight', () => {
  expect(computedOf(4, ['a', 'b', 'cccccc', 'cccccc', 'a'])).toEqual(['a', 'b', 'cccccc', 'a']);
});
