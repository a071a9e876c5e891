import { Duration } from 'cdk8s';
import { quote } from '../../analysis/base/quote';

export const MAX_INT32 = 2 ** 31 - 1;

/** @throws if the value is not a whole number within the bounds */
export function wholeNumber(prop: string, value: number | undefined, min: number, max: number): number | undefined {
  if (value !== undefined && (!Number.isInteger(value) || value < min || value > max)) {
    throw new Error(`'${prop}' must be a whole number from ${min} to ${max}, got ${quote(value)}`);
  }
  return value;
}

/** @throws if the duration is not a whole number of seconds within the bound */
export function wholeSeconds(prop: string, value: Duration | undefined, max: number): number | undefined {
  return units(prop, 'seconds', value?.toSeconds({ integral: false }), max);
}

/** @throws if the duration is not a whole number of minutes within the bound */
export function wholeMinutes(prop: string, value: Duration | undefined, max: number): number | undefined {
  return units(prop, 'minutes', value?.toMinutes({ integral: false }), max);
}

/** @throws if the duration is not a whole number of milliseconds within the bound */
export function wholeMilliseconds(prop: string, value: Duration | undefined, max: number): number | undefined {
  return units(prop, 'milliseconds', value?.toMilliseconds({ integral: false }), max);
}

function units(prop: string, unit: string, value: number | undefined, max: number): number | undefined {
  if (value !== undefined && (!Number.isInteger(value) || value > max)) {
    throw new Error(`'${prop}' must be a whole number of ${unit}, ${max} at most, got ${quote(value)}`);
  }
  return value;
}

/** Seconds as a duration that Go reads, in the largest unit that needs no fraction: `90s`, `10m`, `2h`. */
export function goDuration(seconds: number): string {
  if (seconds === 0 || seconds % 60 !== 0) { return `${seconds}s`; }
  return seconds % 3600 === 0 ? `${seconds / 3600}h` : `${seconds / 60}m`;
}
