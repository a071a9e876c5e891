/**
 * Makes generated meshes in the lab, opens their connections for real, and compares what happens with what `trace` predicts.
 *
 *     npm run lab:fuzz -- [--seed S] [--count N | --minutes M | --mesh K] [--dry]
 *
 * Ends with 0 if everything happens as predicted, 1 if not or if something fails, 2 if something is missing on this machine or the command line is wrong.
 */
import * as fc from 'fast-check';
import { FuzzOptions, parseOptions, USAGE } from './options';
import { showDifference } from './report';
import { shrink } from './shrink';
import { OutcomeTally } from './tally';
import { differing, predictionsFor, Tried, tryMesh } from './try-mesh';
import { runCommand, secondsSince } from '../../command/command';
import { TraceMesh, traceMesh } from '../../generators/trace/trace-mesh';
import { Cluster } from '../cluster/cluster';
import { crdFiles } from '../cluster/crds';
import { runInNamespaces } from '../machine/namespaces';
import { Mesh } from '../mesh/mesh';
import { MESH_PROGRAMS, programs } from '../programs/programs';
import { describeWay } from '../scenarios/hop-scenario';

/** The largest number of meshes that are tried to make one difference smaller. */
const SHRINK_TRIES = 60;
/** Number of differences that are made smaller; the others are shown as they are. */
const SHRINKS = 3;

/** The meshes of a seed from a number on. Mesh k of a seed is always the same. */
function* meshesOf({ seed, first, count = Number.POSITIVE_INFINITY }: FuzzOptions): Generator<{ number: number; generated: TraceMesh }> {
  for (let number = first; number < first + count; number++) {
    const [generated] = fc.sample(traceMesh, { seed, path: String(number), numRuns: 1 });
    yield { number, generated };
  }
}

function countPredictions(options: FuzzOptions): number {
  const tally = new OutcomeTally();
  for (const { generated } of meshesOf({ ...options, count: options.count ?? 1000 })) {
    for (const answer of predictionsFor(generated)) { tally.add(answer); }
  }
  console.log(tally.render());
  return 0;
}

async function tryAll(mesh: Mesh, options: FuzzOptions): Promise<number> {
  const started = Date.now();
  const tally = new OutcomeTally();
  let meshes = 0;
  let wrong = 0;
  for (const { number, generated } of meshesOf(options)) {
    if (options.minutes !== undefined && secondsSince(started) >= options.minutes * 60) { break; }
    meshes += 1;
    const tried = await tryMesh(mesh, generated);
    for (const { predicted } of tried) { tally.add(predicted); }
    for (const difference of differing(tried)) {
      wrong += 1;
      const again = `npm run lab:fuzz -- --seed ${options.seed} --mesh ${number}`;
      console.log(await described(mesh, generated, difference, again, wrong <= SHRINKS));
    }
    if (meshes % 50 === 0) { console.log(`${meshes} meshes, ${wrong} differences, ${secondsSince(started)} s`); }
  }
  console.log(`\n${tally.render()}\n\nseed ${options.seed}: ${meshes} meshes, ${wrong} differences, after ${secondsSince(started)} s`);
  return wrong === 0 ? 0 : 1;
}

async function described(mesh: Mesh, generated: TraceMesh, difference: Tried, again: string, isShrunk: boolean): Promise<string> {
  let shown = difference;
  const single = { ...generated, questions: [difference.question] };
  const smallest = isShrunk ? await shrink(single, async candidate => {
    // It must be the same difference: without the pods of a Service, for example, there would be another one.
    const [smaller] = differing(await tryMesh(mesh, candidate));
    if (!smaller || !isAlike(smaller, difference)) { return false; }
    shown = smaller;
    return true;
  }, SHRINK_TRIES) : single;
  return showDifference(smallest, shown, again);
}

function isAlike(a: Tried, b: Tried): boolean {
  return a.predicted.outcome === b.predicted.outcome && a.predicted.hops.at(-1)?.at === b.predicted.hops.at(-1)?.at
    && describeWay(a.observation) === describeWay(b.observation) && a.observation.sidecar?.flags === b.observation.sidecar?.flags;
}

function main(options: FuzzOptions): Promise<number> {
  if (options.isDry) { return Promise.resolve(countPredictions(options)); }
  const prepare = async () => ({ programs: await programs(...MESH_PROGRAMS), crds: crdFiles(), options });
  return runInNamespaces(__filename, prepare, async ({ prepared, folder }) => {
    const started = Date.now();
    const cluster = await Cluster.start({ folder, ...prepared });
    const mesh = await Mesh.start(cluster, prepared.programs, folder);
    console.log(`the lab is up after ${secondsSince(started)} s; seed ${prepared.options.seed}`);
    return tryAll(mesh, prepared.options);
  });
}

void runCommand(USAGE, async () => main(parseOptions(process.argv.slice(2))));
