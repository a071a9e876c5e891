/** Something on which the two sides don't agree. */
export interface Disagreement {
  /** The kind of the disagreement: two disagreements with the same signature probably have the same cause. */
  readonly signature: string;
  /** The two answers, and what they are about, in a few lines. */
  readonly text: string;
}

/** The result of asking both sides about one case. */
export interface Comparison {
  readonly disagreements: readonly Disagreement[];
  /** How often each thing was seen, by name. */
  readonly counts: ReadonlyMap<string, number>;
}

/**
 * How often the judge is asked if the sides differ: some of Istio's answers are random. If an answer is as random as a coin, five answers are
 * equal once in 16 times, and twenty answers once in half a million times.
 */
export const ATTEMPTS = 20;

/** The same for shrinking, where a wrong answer does no harm. */
export const FEW_ATTEMPTS = 5;

/** Counts by name. */
export class Tally {
  public readonly counts = new Map<string, number>();

  public add(name: string, count = 1): void {
    if (count === 0) { return; }
    this.counts.set(name, (this.counts.get(name) ?? 0) + count);
  }

  public addAll(counts: ReadonlyMap<string, number>): void {
    for (const [name, count] of counts) { this.add(name, count); }
  }

  public of(name: string): number {
    return this.counts.get(name) ?? 0;
  }
}
