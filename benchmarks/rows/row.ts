import type { Command, Cost } from '../measure/measure';

/** What is compared: contenders that do the same at several sizes. */
export interface Row {
  /** The name for the option `--row`. */
  readonly name: string;
  readonly title: string;
  /** What a size counts, such as `charts with 5 objects`. */
  readonly unit: string;
  readonly sizes: readonly number[];
  /** The sizes with `--quick`, some of `sizes`. Without them, the row is left out. */
  readonly quick?: readonly number[];
  /** How often each is measured. A short time needs more. */
  readonly rounds: number;
  /** The first one is this library. */
  readonly contenders: readonly Contender[];
  readonly goals?: readonly Goal[];
}

/** A program that is measured. */
export interface Contender {
  readonly name: string;
  /** How often it is measured, if not as often as the row says. */
  readonly rounds?: number;
  /**
   * What to run for a size. Called once for each size.
   *
   * @param folder an empty folder
   * @throws Missing if something is missing on this machine
   */
  readonly prepare: (folder: string, size: number) => Promise<readonly Command[]>;
  /** The objects that it has written after a run, as YAML. All contenders that have this must write the same objects. */
  readonly written?: (folder: string) => string;
}

/** The costs of a row: undefined if the contender is missing, or was not measured at this size. */
export type CostAt = (contender: string, size: number) => Cost | undefined;

/** What a row is to reach. */
export interface Goal {
  readonly name: string;
  readonly unit: 's' | 'ms' | 'MB' | 'kB' | 'times';
  readonly most: number;
  /** The figure of a run; undefined if something that it needs was not measured. */
  readonly now: (at: CostAt) => number | undefined;
}

/** The name of the first contender. */
export const OURS = 'this library';

/** How many times the cost of one contender is that of another at the same size. */
export function ratioOf(at: CostAt, contender: string, peer: string, size: number): number | undefined {
  const [ours, theirs] = [at(contender, size), at(peer, size)];
  return ours && theirs && theirs.processor > 0 ? ours.processor / theirs.processor : undefined;
}

/** How many times the time for one of many is that for one of few. 1 is linear. */
export function growthOf(at: CostAt, contender: string, few: number, many: number): number | undefined {
  const [small, large] = [at(contender, few), at(contender, many)];
  return small && large ? large.processor / many / (small.processor / few) : undefined;
}
