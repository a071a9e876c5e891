import { isRecord, listOf, recordOf, textOf, textsOf } from '../../../src/analysis/base/json';

test('only objects are records', () => {
  expect([{}, { a: 1 }, [], null, undefined, 'a', 1].map(isRecord)).toEqual([true, true, false, false, false, false, false]);
});

test('a value of another type counts as empty', () => {
  expect([recordOf([1]), recordOf(null), listOf({}), listOf(undefined), textsOf('a'), textOf(1)]).toEqual([{}, {}, [], [], [], undefined]);
});

test('a value of the type is returned', () => {
  expect([recordOf({ a: 1 }), listOf([1]), textsOf(['a', 1, null, 'b']), textOf('')]).toEqual([{ a: 1 }, [1], ['a', 'b'], '']);
});
