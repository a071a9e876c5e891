import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { isRecord, isSameJson, listOf, recordOf, textOf, textsOf } from '../../../src/analysis/base/json';

test('only objects are records', () => {
  expect([{}, { a: 1 }, [], null, undefined, 'a', 1].map(isRecord)).toEqual([true, true, false, false, false, false, false]);
});

test('a value of another type counts as empty', () => {
  expect([recordOf([1]), recordOf(null), listOf({}), listOf(undefined), textsOf('a'), textOf(1)]).toEqual([{}, {}, [], [], [], undefined]);
});

test('a value of the type is returned', () => {
  expect([recordOf({ a: 1 }), listOf([1]), textsOf(['a', 1, null, 'b']), textOf('')]).toEqual([{ a: 1 }, [1], ['a', 'b'], '']);
});

test('values of JSON are compared as Node does', () => {
  const values = fc.jsonValue({ maxDepth: 3 });
  fc.assert(fc.property(values, values, (a, b) => {
    expect([isSameJson(a, b), isSameJson(a, structuredClone(a))]).toEqual([isDeepStrictEqual(a, b), true]);
  }));
});

test.each([
  [{ a: 1, b: [2] }, { b: [2], a: 1 }, true],
  [{ a: 1 }, { a: 1, b: undefined }, false],
  [[1, 2], [2, 1], false],
  [{ a: 1 }, { b: 1 }, false],
  [[], {}, false],
  [null, {}, false],
])('%j and %j are the same: %s', (a, b, same) => {
  expect(isSameJson(a, b)).toBe(same);
});
