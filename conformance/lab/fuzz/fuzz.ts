/**
 * Makes generated meshes in the lab, opens their connections for real, and compares what happens with what `trace` predicts.
 *
 *     npm run lab:fuzz -- [--seed S] [--count N] [--minutes M] [--mesh K] [--progress FILE] [--dry]
 *
 * A lab is replaced after many meshes, or if something fails in it. Ends with 0 if everything happens as predicted, 1 if not or if a mesh could not be tried, 2 if
 * something is missing on this machine or the command line is wrong.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { meshOf, numbersOf } from './meshes';
import { FuzzOptions, parseOptions, USAGE } from './options';
import { Piece, tryPiece } from './piece';
import { Progress } from './progress';
import { OutcomeTally } from './tally';
import { predictionsFor } from './try-mesh';
import { runCommand, secondsSince } from '../../command/command';
import { Cluster } from '../cluster/cluster';
import { isInside, runInNamespaces } from '../machine/namespaces';
import { Mesh } from '../mesh/mesh';
import { MeshParts, meshParts } from '../prepare';

/** What a lab ends with if the run is not done. */
const NOT_DONE = 75;
/** Number of labs in a row that do nothing, after which a run gives up. */
const IDLE_LABS = 3;

interface Prepared extends Piece, MeshParts {
  readonly progress: string;
}

function countPredictions(options: FuzzOptions): number {
  const tally = new OutcomeTally();
  for (const number of numbersOf({ ...options, count: options.count ?? 1000 })) {
    for (const answer of predictionsFor(meshOf(options, number))) { tally.add(answer); }
  }
  console.log(tally.render());
  return 0;
}

/** Tries a piece of the run in a lab of its own; returns what that lab ends with. */
function inLab(prepare: () => Promise<Prepared>): Promise<number> {
  return runInNamespaces(__filename, prepare, async ({ prepared, folder }) => {
    const started = Date.now();
    const progress = Progress.open(prepared.progress, prepared.options.seed);
    const cluster = await Cluster.start({ folder, ...prepared });
    const mesh = await Mesh.start(cluster, prepared.programs, folder);
    console.log(`the lab is up after ${secondsSince(started)} s`);
    return await tryPiece(mesh, progress, prepared) ? NOT_DONE : 0;
  });
}

async function tryAll(options: FuzzOptions, file: string): Promise<number> {
  const started = Date.now();
  const until = options.minutes === undefined ? undefined : started + options.minutes * 60_000;
  const prepare = async () => ({ ...await meshParts(options.isAmbient), options, until, progress: file });
  const lines = () => Progress.open(file, options.seed);
  for (let idle = 0; idle < IDLE_LABS;) {
    const before = lines().size;
    const code = await inLab(prepare);
    if (code === 0) { return summary(lines(), options.seed, started); }
    // Something is missing, or a signal has ended it.
    if (code === 2 || code >= 128) { return code; }
    idle = lines().size > before ? 0 : idle + 1;
  }
  console.log(`${IDLE_LABS} labs have done nothing`);
  summary(lines(), options.seed, started);
  return 1;
}

function summary(progress: Progress, seed: number, started: number): number {
  const { meshes, differences, failed } = progress;
  console.log(`\n${progress.tally().render()}\n`);
  for (const { mesh, error } of failed) { console.log(`mesh ${mesh} could not be tried: ${error}`); }
  console.log(`seed ${seed}: ${meshes} meshes, ${differences} differences, ${failed.length} errors, after ${secondsSince(started)} s`);
  return differences === 0 && failed.length === 0 ? 0 : 1;
}

async function main(options: FuzzOptions): Promise<number> {
  if (options.isDry) { return countPredictions(options); }
  // Inside a lab, this file has been started once more: it takes everything from what was prepared.
  if (isInside()) { return inLab(() => Promise.reject(new Error('this is not a lab'))); }
  console.log(`seed ${options.seed}`);
  if (options.progress !== undefined) { return tryAll(options, options.progress); }
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-istio-oneagent-fuzz-'));
  try {
    return await tryAll(options, join(folder, 'progress.jsonl'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

void runCommand(USAGE, async () => main(parseOptions(process.argv.slice(2))));
