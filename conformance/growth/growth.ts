/**
 * Checks that time grows linearly with the input: that of each reader of a text, and that of all findings, answers and proofs about a mesh.
 *
 *     npm run growth -- --seconds 60
 *
 * Ends with 0 if it does, 1 if it does not, 2 if the command line is wrong. See docs/proof.md.
 */
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import * as fc from 'fast-check';
import { FACTOR, LIMIT, ratioOf } from './measure';
import { answerAll, meshFamily, MeshFamily, objectsOf } from './meshes';
import { READERS } from './readers';
import { TextFamily, textFamily, textOf } from './texts';
import { numberOf, optionsIn, runCommand, UsageError } from '../command/command';

const USAGE = `usage: npm run growth -- [options]
  --kind K     texts or meshes (default: both)
  --seed S     the seed (default: a fresh one)
  --seconds N  how long each kind is tried (default 60)
  --case N     with --kind and --seed: this case only, which is shown`;

/** The time of this process only: other processes must not matter. */
const clock = () => process.cpuUsage().user / 1000;

/** How inputs of a kind grow. */
interface Topic<T> {
  readonly families: fc.Arbitrary<T>;
  /** What grows faster than the input, with the ratio of the times; none if nothing does. */
  readonly faults: (family: T) => (readonly [name: string, ratio: number])[];
  readonly show: (family: T) => unknown;
}

const TEXTS: Topic<TextFamily> = {
  families: textFamily,
  faults: family => {
    const large = textOf(family, 65_536);
    return [...READERS].flatMap(([name, read]) => {
      const start = clock();
      read(large);
      // Nearly all readers are that fast. A quadratic one would take a second.
      if (clock() - start < 4) { return []; }
      const ratio = ratioOf(size => {
        const text = textOf(family, size);
        return () => read(text);
      }, { clock, sizes: [256, 16_384], resolution: 2 });
      return isFault(ratio) ? [[`${name}()`, ratio] as const] : [];
    });
  },
  show: family => family,
};

const MESHES: Topic<MeshFamily> = {
  families: meshFamily,
  faults: family => {
    const ratio = ratioOf(size => {
      const objects = objectsOf(family, size);
      return () => answerAll(objects, family.mesh);
    }, { clock, sizes: [2, family.kind === 'text' ? 16_384 : 128], resolution: 25 });
    return isFault(ratio) ? [[`more ${family.kind}`, ratio] as const] : [];
  },
  show: family => ({ kind: family.kind, questions: family.mesh.questions, twice: objectsOf(family, 2) }),
};

function isFault(ratio: number | undefined): ratio is number {
  return ratio !== undefined && ratio > LIMIT;
}

// eslint-disable-next-line @typescript-eslint/require-await -- the command is a promise for all programs
async function main(): Promise<number> {
  const values = optionsIn(process.argv.slice(2), { kind: { type: 'string' }, seed: { type: 'string' }, seconds: { type: 'string' }, case: { type: 'string' } });
  const given = numberOf('seed', values.seed);
  const seed = given ?? randomInt(1, 2 ** 31);
  const seconds = numberOf('seconds', values.seconds) ?? 60;
  const only = numberOf('case', values.case);
  if (only !== undefined && (given === undefined || values.kind === undefined)) { throw new UsageError('\'--case\' needs \'--kind\' and \'--seed\''); }
  console.log(`seed ${seed}`);
  switch (values.kind) {
    case undefined: return run('texts', TEXTS, seed, seconds, only) + run('meshes', MESHES, seed, seconds, only) === 0 ? 0 : 1;
    case 'texts': return run('texts', TEXTS, seed, seconds, only);
    case 'meshes': return run('meshes', MESHES, seed, seconds, only);
    default: throw new UsageError(`'--kind' must be texts or meshes, got "${values.kind}"`);
  }
}

/** Tries inputs of a kind for some time, or one of them. */
function run<T>(kind: string, topic: Topic<T>, seed: number, seconds: number, only: number | undefined): number {
  const start = Date.now();
  let faulty = 0;
  let tried = 0;
  for (let number = only ?? 0; only === undefined ? Date.now() - start < 1000 * seconds : tried === 0; number++) {
    const [family] = fc.sample(topic.families, { seed, path: String(number), numRuns: 1 });
    const faults = topic.faults(family);
    if (only !== undefined) { console.dir(topic.show(family), { depth: 12, maxStringLength: 200 }); }
    for (const [name, ratio] of faults) {
      console.log(`--kind ${kind} --seed ${seed} --case ${number}: ${name}: ${FACTOR} times the input takes ${ratio.toFixed(0)} times as long`);
    }
    const counts = faults.length > 0 && (only !== undefined || isFaultAlone(kind, seed, number));
    if (faults.length > 0 && !counts) { console.log('in a process of its own, its time grows linearly: the memory of the inputs before it took the time'); }
    faulty += counts ? 1 : 0;
    tried += 1;
  }
  console.log(`${kind}: ${tried} inputs tried, ${faulty} whose time does not grow linearly`);
  return faulty === 0 ? 0 : 1;
}

/** Number of processes in which an input must be slow. What is quadratic is slow in each, while other work of the machine can disturb one. */
const PROCESSES = 3;

/** Whether an input is slow in processes of its own, too, where nothing else fills the memory. */
function isFaultAlone(kind: string, seed: number, number: number): boolean {
  const args = [...process.execArgv, process.argv[1], '--kind', kind, '--seed', String(seed), '--case', String(number)];
  return Array.from({ length: PROCESSES }).every(() => spawnSync(process.execPath, args, { stdio: 'ignore' }).status !== 0);
}

void runCommand(USAGE, main);
