import { MAX_LEVELS, withinMaxLevels } from '../../../src/analysis/base/nesting';

function nested(levels: number, kind: 'list' | 'object'): unknown {
  let value: unknown = 'leaf';
  for (let level = 0; level < levels; level++) { value = kind === 'list' ? [value] : { a: value }; }
  return value;
}

function levelsOf(value: unknown): number {
  let levels = 0;
  for (let at = value; typeof at === 'object' && at !== null; at = Object.values(at)[0]) { levels++; }
  return levels;
}

test.each([null, 'text', 7, [], {}, { a: [1, { b: null }] }])('%j is returned as it is', value => {
  const { value: same, deep } = withinMaxLevels(value);
  expect(same).toBe(value);
  expect(deep).toBeUndefined();
});

test.each(['list', 'object'] as const)('a %s with as many levels as are allowed is returned as it is', kind => {
  const value = nested(MAX_LEVELS, kind);
  expect(withinMaxLevels(value)).toEqual({ value, deep: undefined });
  expect(withinMaxLevels(value).value).toBe(value);
});

test.each([['list', 3000], ['object', 3000], ['list', 100_000], ['object', 100_000]] as const)('of a %s with %d levels, the upper ones are left', (kind, levels) => {
  const { value, deep } = withinMaxLevels(nested(levels, kind));
  expect(levelsOf(value)).toBe(MAX_LEVELS + 1);
  expect(deep).toEqual(kind === 'list' ? ['0', '0', '0'] : ['a', 'a', 'a']);
});

test('what is beside the part that is left out is the same, and the original is not changed', () => {
  const beside = { b: 1 };
  const original = { spec: { deep: nested(200, 'list'), beside }, __proto__: null };
  const { value, deep } = withinMaxLevels(original);
  expect(value.spec.beside).toBe(beside);
  expect(levelsOf(original.spec.deep)).toBe(200);
  expect(deep).toEqual(['spec', 'deep', '0']);
});

test('a value that contains itself is cut where it does', () => {
  const cyclic: Record<string, unknown> = { a: 1 };
  cyclic.self = cyclic;
  cyclic.again = [cyclic];
  expect(withinMaxLevels(cyclic)).toEqual({ value: { a: 1, self: {}, again: [{}] }, deep: ['self'] });
});

test('a field may have the name of a member of every object', () => {
  const value = JSON.parse(`{"__proto__":${'['.repeat(150)}${']'.repeat(150)},"constructor":1}`) as object;
  const { value: cut } = withinMaxLevels(value);
  expect(Object.keys(cut)).toEqual(['__proto__', 'constructor']);
});
