/**
 * Compares our own analysis with Istio's and the Dynatrace operator's code on generated cases, and shows where they disagree. See docs/proof-istio.md.
 *
 *     npm run conformance -- --kind reach --count 1000
 *
 * Ends with 0 if they agree, 1 if they don't, 2 if the judge is missing or the command line is wrong.
 */
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { numberOf, optionsIn, runCommand, UsageError } from './command/command';
import { Tally } from './compare/comparison';
import { faultsIn } from './compare/coverage';
import { showCoverage, showDisagreement, showSeed, showTally } from './compare/report';
import { run } from './compare/run';
import { JudgeName, Topic, TOPICS } from './compare/topic';
import { Judge, JudgeMissing } from './protocol/judge';

const USAGE = `usage: npm run conformance -- [options]
  --kind KIND        findings, reach, operator, all (default), or one of ${TOPICS.map(({ name }) => name).join(', ')}
  --count N          number of cases of each seed
  --seed S           this seed only; without it, the fixed seeds and a fresh one
  --fresh            a fresh seed only
  --case N           with --seed: this case only
  --shrinks N        number of kinds of disagreements of a seed that are made smaller (default 5)
  --judge PATH       Istio's judge (default conformance/istio/judge)
  --dynatrace-judge PATH  the operator's judge (default conformance/dynatrace/judge)
  --ci               the counts of continuous integration, and the fixed seeds only
  --skip-if-missing  end with 0 if the judge is missing`;

/** The same cases each time. */
const FIXED_SEEDS = [1, 2, 3];

interface Options {
  readonly topics: readonly Topic[];
  readonly count?: number;
  readonly seeds: readonly { readonly seed: number; readonly isFresh: boolean }[];
  readonly onlyCase?: number;
  readonly shrinks: number;
  readonly judges: Readonly<Record<JudgeName, string>>;
  readonly isCi: boolean;
  readonly isSkippedIfMissing: boolean;
}

async function main(): Promise<number> {
  const options = optionsOf(process.argv.slice(2));
  const judges = new Map<JudgeName, Judge>();
  try {
    for (const name of new Set(options.topics.map(({ judge }) => judge))) { judges.set(name, await Judge.start(options.judges[name])); }
  } catch (error) {
    if (!(error instanceof JudgeMissing)) { throw error; }
    console.error(error.message);
    console.error(options.isSkippedIfMissing ? 'nothing was compared' : 'nothing was compared; use --skip-if-missing to end with 0');
    return options.isSkippedIfMissing ? 0 : 2;
  }
  const total = new Tally();
  let agrees = true;
  try {
    for (const topic of options.topics) { agrees = await compareTopic(topic, judges.get(topic.judge)!, options, total) && agrees; }
  } finally {
    await Promise.all([...judges.values()].map(judge => judge.close()));
  }
  if (options.topics.some(({ kind }) => kind === 'findings') && options.onlyCase === undefined) { console.log(showCoverage(total)); }
  const faults = faultsIn(total);
  for (const fault of faults) { console.log(`the cases are not as required: ${fault}`); }
  return agrees && faults.length === 0 ? 0 : 1;
}

async function compareTopic(topic: Topic, judge: Judge, { count, seeds, onlyCase, shrinks, isCi }: Options, total: Tally): Promise<boolean> {
  const tally = new Tally();
  let agrees = true;
  for (const { seed, isFresh } of seeds) {
    const start = Date.now();
    const selection = onlyCase === undefined
      ? { first: 0, count: count ?? (isCi ? topic.ciCount : topic.count) }
      : { first: onlyCase, count: 1 };
    const result = await run(topic, judge, { seed, ...selection, shrinks });
    console.log(showSeed(topic, result, isFresh, (Date.now() - start) / 1000));
    for (const found of result.found) { console.log(showDisagreement(topic, seed, found)); }
    tally.addAll(result.tally.counts);
    agrees &&= result.found.length === 0;
  }
  console.log(showTally(tally));
  total.addAll(tally.counts);
  return agrees;
}

function optionsOf(args: readonly string[]): Options {
  const values = optionsIn(args, {
    'kind': { type: 'string' },
    'count': { type: 'string' },
    'seed': { type: 'string' },
    'fresh': { type: 'boolean' },
    'case': { type: 'string' },
    'shrinks': { type: 'string' },
    'judge': { type: 'string' },
    'dynatrace-judge': { type: 'string' },
    'ci': { type: 'boolean' },
    'skip-if-missing': { type: 'boolean' },
  });
  const kind = values.kind ?? 'all';
  const topics = TOPICS.filter(topic => kind === 'all' || kind === topic.kind || kind === topic.name);
  if (topics.length === 0) { throw new UsageError(`'--kind' must be findings, reach, operator, all or the name of a topic, got "${kind}"`); }
  const seed = numberOf('seed', values.seed);
  const onlyCase = numberOf('case', values.case);
  if (onlyCase !== undefined && seed === undefined) { throw new UsageError('\'--case\' needs \'--seed\''); }
  const fresh = { seed: randomInt(1, 2 ** 31), isFresh: true };
  const fixed = FIXED_SEEDS.map(known => ({ seed: known, isFresh: false }));
  return {
    topics,
    count: numberOf('count', values.count),
    seeds: seed !== undefined ? [{ seed, isFresh: false }] : values.fresh ? [fresh] : values.ci ? fixed : [...fixed, fresh],
    onlyCase,
    shrinks: numberOf('shrinks', values.shrinks) ?? 5,
    judges: { istio: values.judge ?? join(__dirname, 'istio', 'judge'), dynatrace: values['dynatrace-judge'] ?? join(__dirname, 'dynatrace', 'judge') },
    isCi: values.ci ?? false,
    isSkippedIfMissing: values['skip-if-missing'] ?? false,
  };
}

void runCommand(USAGE, main);
