import { Duration } from 'cdk8s';
import { quote } from '../../analysis/base/quote';

/**
 * Renders a duration as Istio reads it: whole milliseconds.
 *
 * @throws if it has a fraction of a millisecond, or is shorter than the minimum, in milliseconds
 */
export function renderDuration(prop: string, value: Duration | undefined, minimum = 1): string | undefined {
  if (value === undefined) { return undefined; }
  const milliseconds = value.toMilliseconds({ integral: false });
  if (!Number.isInteger(milliseconds) || milliseconds < minimum) {
    throw new Error(`'${prop}' must be a whole number of milliseconds, at least ${minimum}, got ${quote(milliseconds)}`);
  }
  return milliseconds % 1000 === 0 ? `${milliseconds / 1000}s` : `${milliseconds}ms`;
}
