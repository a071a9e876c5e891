import * as fc from 'fast-check';
import { Disagreement, FEW_ATTEMPTS, Tally } from './comparison';
import type { Topic } from './topic';
import type { Case } from '../generators/base/case';
import type { Answering } from '../protocol/judge';

/** Number of questions that the judge has at a time: it answers several at once. */
const IN_FLIGHT = 16;
/** Number of cases generated at a time. */
const CHUNK = 250;
/** The longest time for making one disagreement smaller, in milliseconds. */
const SHRINK_TIME = 60_000;

/** A kind of disagreement, and the smallest case found that shows it. */
export interface Found extends Disagreement {
  readonly theCase: Case;
  /** Number of the first case of the seed that showed it. */
  readonly index: number;
  /** Number of cases that showed it. */
  cases: number;
}

/** The result of comparing the cases of one seed. */
export interface SeedResult {
  readonly seed: number;
  readonly cases: number;
  readonly tally: Tally;
  readonly found: readonly Found[];
}

/** Which cases to compare. */
export interface Selection {
  readonly seed: number;
  /** Number of the first case. */
  readonly first: number;
  readonly count: number;
  /** Number of kinds of disagreements that are made smaller; the others are shown unchanged. */
  readonly shrinks: number;
}

/** Compares cases of one seed, and makes disagreements small. Case n of a seed is always the same. */
export async function run(topic: Topic, judge: Answering, selection: Selection): Promise<SeedResult> {
  const { seed, count, shrinks } = selection;
  const tally = new Tally();
  const found = new Map<string, Found>();
  for (const { start, cases } of chunks(topic.arbitrary, selection)) {
    await inParallel(cases, async (theCase, offset) => {
      const { disagreements, counts } = await topic.compare(judge, theCase);
      tally.addAll(counts);
      for (const signature of new Set(disagreements.map(disagreement => disagreement.signature))) {
        const known = found.get(signature);
        if (known) {
          known.cases += 1;
        } else {
          const first = disagreements.find(disagreement => disagreement.signature === signature)!;
          found.set(signature, { ...first, theCase, index: start + offset, cases: 1 });
        }
      }
    });
  }
  const sorted = [...found.values()].sort((a, b) => a.index - b.index);
  const shown: Found[] = [];
  for (const [rank, disagreement] of sorted.entries()) {
    shown.push(rank < shrinks ? await shrink(topic, judge, seed, disagreement) : disagreement);
  }
  return { seed, cases: count, tally, found: shown };
}

/** Lets fast-check find a smaller case with a disagreement of the same kind. */
async function shrink(topic: Topic, judge: Answering, seed: number, found: Found): Promise<Found> {
  let smallest = found;
  const property = fc.asyncProperty(topic.arbitrary, async theCase => {
    const { disagreements } = await topic.compare(judge, theCase, FEW_ATTEMPTS);
    const same = disagreements.find(({ signature }) => signature === found.signature);
    if (same) { smallest = { ...found, ...same, theCase }; }
    return same === undefined;
  });
  await fc.check(property, { seed, path: String(found.index), numRuns: 1, interruptAfterTimeLimit: SHRINK_TIME });
  return smallest;
}

function* chunks(arbitrary: fc.Arbitrary<Case>, { seed, first, count }: Selection): Generator<{ start: number; cases: Case[] }> {
  const end = first + count;
  for (let start = first; start < end; start += CHUNK) {
    const size = Math.min(CHUNK, end - start);
    yield { start, cases: fc.sample(arbitrary, { seed, path: String(start), numRuns: size }) };
  }
}

async function inParallel<T>(items: readonly T[], work: (item: T, index: number) => Promise<void>): Promise<void> {
  const queue = items.entries();
  const workers = Array.from({ length: IN_FLIGHT }, async () => {
    for (const [index, item] of queue) { await work(item, index); }
  });
  await Promise.all(workers);
}
