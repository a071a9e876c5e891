import * as fc from 'fast-check';

/** One of several generators, chosen by weight. */
export function weighted<T>(...choices: readonly (readonly [weight: number, arbitrary: fc.Arbitrary<T>])[]): fc.Arbitrary<T> {
  return fc.oneof(...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })));
}

/** One of several values, chosen by weight. */
export function pick<T>(weights: readonly (readonly [weight: number, value: T])[]): fc.Arbitrary<T> {
  return weighted(...weights.map(([weight, value]) => [weight, fc.constant(value)] as const));
}

/** A value in `percent` of the cases, otherwise undefined. Shrinks to undefined. */
export function maybe<T>(percent: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ withCrossShrink: true }, { weight: 100 - percent, arbitrary: fc.constant(undefined) }, { weight: percent, arbitrary });
}

/** An object with the fields that have a value, as in a manifest. */
export function fields(model: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<Record<string, unknown>> {
  return fc.record(model, { noNullPrototype: true })
    .map(record => Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)));
}

/** Values by the name of their field, and the share of cases, in percent, that have one. */
export type Shares = Readonly<Record<string, readonly [share: number, value: fc.Arbitrary<unknown>]>>;

/** The same in the form for `fields`. */
export function optional(model: Shares): Record<string, fc.Arbitrary<unknown>> {
  return Object.fromEntries(Object.entries(model).map(([name, [share, value]]) => [name, maybe(share, value)]));
}

/** A list of `min` to `max` items. */
export function list<T>(arbitrary: fc.Arbitrary<T>, min: number, max: number): fc.Arbitrary<T[]> {
  return fc.array(arbitrary, { minLength: min, maxLength: max });
}

/** A list of `min` to `max` items, no two of which are equal. */
export function set<T>(
  arbitrary: fc.Arbitrary<T>,
  min: number,
  max: number,
  keyOf: (item: T) => unknown = item => JSON.stringify(item),
): fc.Arbitrary<T[]> {
  return fc.uniqueArray(arbitrary, { minLength: min, maxLength: max, selector: keyOf });
}

/** A text of a few characters of an alphabet, for texts that no list of examples has. */
export function scribble(alphabet: string, max: number): fc.Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom(...alphabet), maxLength: max });
}
