import { randomInt } from 'node:crypto';
import { numberOf, optionsIn, UsageError } from '../../command/command';

/** What is tried. */
export interface FuzzOptions {
  readonly seed: number;
  /** Number of the first mesh. */
  readonly first: number;
  /** Number of meshes; undefined if the time decides. */
  readonly count?: number;
  /** Number of minutes after which no further mesh is tried. */
  readonly minutes?: number;
  /** File in which the run writes down what it has done, and from which it continues. */
  readonly progress?: string;
  /** Whether the clients are in ambient mode. */
  readonly isAmbient: boolean;
  /** Whether only `trace` is asked, without the lab. */
  readonly isDry: boolean;
}

export const USAGE = `usage: npm run lab:fuzz -- [options]
  --seed S         this seed; without it, a fresh one, which is printed
  --count N        number of meshes (default 100)
  --minutes M      no further mesh after M minutes
  --mesh K         only mesh K of the seed
  --progress FILE  write down what is done, and continue where FILE ends
  --ambient        clients in ambient mode, which needs ztunnel
  --dry            only count what trace predicts, without the lab`;

/**
 * The options on a command line.
 *
 * @throws UsageError if the command line is wrong
 */
export function parseOptions(args: readonly string[]): FuzzOptions {
  const values = optionsIn(args, {
    seed: { type: 'string' }, count: { type: 'string' }, minutes: { type: 'string' }, mesh: { type: 'string' }, progress: { type: 'string' }, dry: { type: 'boolean' }, ambient: { type: 'boolean' },
  });
  const { progress, dry: isDry = false, ambient: isAmbient = false } = values;
  const seed = numberOf('seed', values.seed);
  const only = numberOf('mesh', values.mesh);
  const minutes = numberOf('minutes', values.minutes);
  const count = numberOf('count', values.count);
  if (only !== undefined && seed === undefined) { throw new UsageError('\'--mesh\' needs \'--seed\''); }
  if (progress !== undefined && seed === undefined) { throw new UsageError('\'--progress\' needs \'--seed\''); }
  if (progress !== undefined && (isDry || only !== undefined)) { throw new UsageError(`'--progress' is for several meshes in the lab: leave out '${isDry ? '--dry' : '--mesh'}'`); }
  if (only !== undefined && (count !== undefined || minutes !== undefined)) { throw new UsageError('\'--mesh\' is one mesh: leave out \'--count\' and \'--minutes\''); }
  return {
    seed: seed ?? randomInt(1, 2 ** 31),
    first: only ?? 0,
    count: only === undefined ? count ?? (minutes === undefined ? 100 : undefined) : 1,
    minutes,
    progress,
    isAmbient,
    isDry,
  };
}
