/** Something on which the two sides don't agree. */
export interface Disagreement {
  /** What kind of disagreement it is: two with the same one are likely to have the same cause. */
  readonly signature: string;
  /** The two answers, and what they are about, in a few lines. */
  readonly text: string;
}

/** What came of asking both sides about one case. */
export interface Comparison {
  readonly disagreements: readonly Disagreement[];
  /** How often what was seen, by name. */
  readonly counts: ReadonlyMap<string, number>;
}

/**
 * How often the judge is asked where the sides differ: what Istio makes of a mesh is in places a matter of chance. Where it is that of a coin, five answers are
 * alike once in 16 times, and once in half a million times twenty.
 */
export const ATTEMPTS = 20;

/** The same where a mistake costs nothing. */
export const FEW_ATTEMPTS = 5;

/** Counts under names. */
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
