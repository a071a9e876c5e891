/** Makes some work of a size. Only the work is timed, not the making. */
export type Sized = (size: number) => () => unknown;

/** How a time is measured. */
export interface Meter {
  /** Milliseconds that were spent since some moment. */
  readonly clock: () => number;
  /** The smallest size, and the largest that is compared with a larger one. */
  readonly sizes: readonly [number, number];
  /** Milliseconds that a run must take to be compared with a larger one. */
  readonly resolution: number;
}

/** How much larger the larger input is. */
export const FACTOR = 16;

/** The largest ratio of the times. Linear time gives 16, or 20 with a logarithm; quadratic time gives 256. The rest is for caches and for collecting garbage. */
export const LIMIT = 48;

/** The longest time that one run may take, in milliseconds. */
const TOO_LONG = 10_000;

/** Number of runs of which the fastest counts: other work of the machine only ever makes a run slower. */
const RUNS = 3;

/** How often a ratio above the limit is measured again. The lowest counts. */
const ATTEMPTS = 3;

/**
 * The ratio of the time for an input to that for one that is `FACTOR` times smaller. The smaller size is the first that takes long enough to be measured.
 *
 * @returns undefined if even the largest size takes no time that can be measured
 */
export function ratioOf(work: Sized, { clock, sizes: [smallest, largest], resolution }: Meter): number | undefined {
  const time = (size: number, runs: number) => {
    let fastest = Infinity;
    for (let run = 0; run < runs; run++) {
      const measured = work(size);
      const start = clock();
      measured();
      fastest = Math.min(fastest, clock() - start);
      if (fastest > TOO_LONG) { break; }
    }
    return fastest;
  };
  // Most inputs take no time at all. The second run is not slowed by code that has never run.
  if (time(largest, 1) < resolution && time(largest, 2) < resolution) { return undefined; }
  let size = smallest;
  while (size < largest && time(size, 1) < resolution) { size = Math.min(2 * size, largest); }
  let [small, large] = [0, Infinity];
  for (let attempt = 0; attempt < ATTEMPTS && large > LIMIT * Math.max(small, resolution); attempt++) {
    // One that is too fast is measured again, so that it does not hide a slow one.
    small = Math.max(small, time(size, RUNS));
    large = Math.min(large, time(FACTOR * size, attempt + 1));
    // Slow is no fault: a run that takes long is only not repeated.
    if (large > TOO_LONG) { break; }
  }
  // A time that is too short to be measured can be anything, also nothing.
  return large / Math.max(small, resolution);
}
