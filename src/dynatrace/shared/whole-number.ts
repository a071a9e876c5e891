import { Duration } from 'cdk8s';
import { quote } from '../../analysis/base/quote';

export const MAX_INT32 = 2 ** 31 - 1;

/** @throws if the value is not a whole number from `min` to `max` */
export function wholeNumber(prop: string, value: number | undefined, min: number, max: number): number | undefined {
  if (value !== undefined && (!Number.isInteger(value) || value < min || value > max)) {
    throw new Error(`'${prop}' must be a whole number from ${min} to ${max}, got ${quote(value)}`);
  }
  return value;
}

/** @throws if the duration is not a whole number of seconds up to `max` */
export function wholeSeconds(prop: string, value: Duration | undefined, max: number): number | undefined {
  return units(prop, 'seconds', value?.toSeconds({ integral: false }), max);
}

/** @throws if the duration is not a whole number of minutes up to `max` */
export function wholeMinutes(prop: string, value: Duration | undefined, max: number): number | undefined {
  return units(prop, 'minutes', value?.toMinutes({ integral: false }), max);
}

/** @throws if the duration is not a whole number of milliseconds up to `max` */
export function wholeMilliseconds(prop: string, value: Duration | undefined, max: number): number | undefined {
  return units(prop, 'milliseconds', value?.toMilliseconds({ integral: false }), max);
}

function units(prop: string, unit: string, value: number | undefined, max: number): number | undefined {
  if (value !== undefined && (!Number.isInteger(value) || value > max)) {
    throw new Error(`'${prop}' must be a whole number of ${unit}, at most ${max}, got ${quote(value)}`);
  }
  return value;
}

/**
 * A duration in the form of Go.
 *
 * @throws if it is not a whole number of seconds, at least one
 */
export function goDurationOf(prop: string, duration: Duration): string {
  const seconds = wholeSeconds(prop, duration, Number.MAX_SAFE_INTEGER)!;
  if (seconds < 1) { throw new Error(`'${prop}' must be at least one second, got ${quote(`${seconds}s`)}`); }
  return goDuration(seconds);
}

/** Seconds as a Go duration, in the largest unit without a fraction: `90s`, `10m`, `2h`. */
export function goDuration(seconds: number): string {
  if (seconds === 0 || seconds % 60 !== 0) { return `${seconds}s`; }
  return seconds % 3600 === 0 ? `${seconds / 3600}h` : `${seconds / 60}m`;
}
