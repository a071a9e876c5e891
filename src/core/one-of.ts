import { quote, quoteAll } from '../analysis/base/quote';

/**
 * Returns the value of a closed choice, such as an enum. Without types, as in JavaScript, any value can be passed.
 *
 * @param prop name of the property, for the message
 * @throws if the value is not one of the choices
 */
export function checkOneOf<T extends string>(prop: string, value: T, choices: readonly T[]): T {
  if (!choices.includes(value)) { throw new Error(`'${prop}' must be one of ${quoteAll(choices)}, got ${quote(value)}`); }
  return value;
}
