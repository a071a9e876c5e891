import { randomInt } from 'node:crypto';
import { numberOf, optionsIn, UsageError } from '../../command/command';

export const USAGE = `usage: npm run lab:acceptance -- [options]
  --count N   number of apps of each seed (default 150)
  --seed S    this seed only; without it, the fixed seed and a fresh one
  --app N     with --seed: this app only, and its YAML`;

/** What to apply in addition to the examples. */
export interface AcceptanceOptions {
  readonly seeds: readonly number[];
  readonly count: number;
  /** Place of the app, if only one is tried. */
  readonly app?: number;
}

const FIXED_SEED = 1;

/**
 * The options on a command line.
 *
 * @throws UsageError if the command line is wrong
 */
export function parseOptions(args: readonly string[]): AcceptanceOptions {
  const { seed, count, app } = optionsIn(args, { seed: { type: 'string' }, count: { type: 'string' }, app: { type: 'string' } });
  const onlySeed = numberOf('seed', seed);
  if (app !== undefined && onlySeed === undefined) { throw new UsageError('\'--app\' needs \'--seed\''); }
  return {
    seeds: onlySeed === undefined ? [FIXED_SEED, randomInt(1, 2 ** 31)] : [onlySeed],
    count: numberOf('count', count) ?? 150,
    app: numberOf('app', app),
  };
}
