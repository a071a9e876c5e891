import { quote } from '../../analysis/base/quote';

/** @throws if a name is not valid for an environment variable of a proxy */
export function checkVariableName(name: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    throw new Error(`'name' must be an environment variable of letters, digits and '_', such as "EXIT_ON_ZERO_ACTIVE_CONNECTIONS", got ${quote(name)}`);
  }
  return name;
}

/** @throws if the number is not a whole number from 0 */
export function checkConcurrency(threads: number): number {
  if (!Number.isInteger(threads) || threads < 0 || threads > 2 ** 31 - 1) {
    throw new Error(`'concurrency' must be a whole number from 0, got ${quote(String(threads))}; 0 is for one thread for each core`);
  }
  return threads;
}
