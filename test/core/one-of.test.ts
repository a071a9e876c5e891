import { checkOneOf } from '../../src/core/one-of';

const CHOICES = ['a', 'b'] as const;

test('a choice is returned', () => {
  expect(checkOneOf('prop', 'b', CHOICES)).toBe('b');
});

test.each([['c', '"c"'], [null, '"null"'], [undefined, '"undefined"'], [Error, '"function Error"']])('%p is not a choice', (value, quoted) => {
  expect(() => checkOneOf('prop', value as never, CHOICES)).toThrow(new Error(`'prop' must be one of "a", "b", got ${quoted}`));
});
