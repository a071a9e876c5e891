import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';

export const USAGE = `usage: npm run lab:acceptance -- [options]
  --count N   how many apps of each seed (default 150)
  --seed S    this seed only; without it, the fixed one and a fresh one
  --app N     with --seed: this app only, and its YAML`;

/** Whoever asked used words that mean nothing. */
export class UsageError extends Error {}

/** What is to be accepted beside the examples. */
export interface AcceptanceOptions {
  readonly seeds: readonly number[];
  readonly count: number;
  /** Place of the only app that is tried. */
  readonly app?: number;
}

const FIXED_SEED = 1;

/**
 * What the arguments of the command line ask for.
 *
 * @throws UsageError if that cannot be said
 */
export function parseOptions(args: readonly string[]): AcceptanceOptions {
  const { seed, count, app } = parse(args);
  if (app !== undefined && seed === undefined) { throw new UsageError('\'--app\' needs \'--seed\''); }
  return {
    seeds: seed === undefined ? [FIXED_SEED, randomInt(1, 2 ** 31)] : [numberOf('seed', seed)],
    count: count === undefined ? 150 : numberOf('count', count),
    app: app === undefined ? undefined : numberOf('app', app),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: { seed: { type: 'string' }, count: { type: 'string' }, app: { type: 'string' } } }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function numberOf(name: string, text: string): number {
  if (!/^[0-9]{1,10}$/.test(text)) { throw new UsageError(`'--${name}' must be a number, got "${text}"`); }
  return Number(text);
}
