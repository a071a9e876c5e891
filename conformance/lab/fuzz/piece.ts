import { meshOf, numbersOf } from './meshes';
import type { FuzzOptions } from './options';
import type { Progress } from './progress';
import { showDifference } from './report';
import { shrink } from './shrink';
import { OutcomeTally } from './tally';
import { differing, Tried, tryMesh } from './try-mesh';
import type { TraceMesh } from '../../generators/trace/trace-mesh';
import type { Mesh } from '../mesh/mesh';
import { describeWay } from '../scenarios/hop-scenario';

/** The largest number of meshes that are tried to make one difference smaller. */
const SHRINK_TRIES = 60;
/** Number of differences that are made smaller; the others are shown as they are. */
const SHRINKS = 3;
/** Number of meshes after which a lab is replaced: its parts keep what they know of earlier ones. */
const MESHES_PER_LAB = 150;
/** Longer than a mesh takes, if every one of its waits takes as long as it may. */
const MESH_SECONDS = 300;

/** A piece of a run. */
export interface Piece {
  readonly options: FuzzOptions;
  /** Moment in milliseconds after which no further mesh is tried. */
  readonly until?: number;
}

/**
 * Tries the meshes that a run has not tried yet, as many as one lab is good for. Ends earlier if something fails with a mesh: what the lab is then in is not known.
 *
 * @returns whether the run is not done
 */
export async function tryPiece(mesh: Mesh, progress: Progress, { options, until = Number.POSITIVE_INFINITY }: Piece): Promise<boolean> {
  let tried = 0;
  for (const number of numbersOf(options)) {
    if (progress.isDone(number)) { continue; }
    // A mesh that has failed gets its second try.
    if (Date.now() >= until && !progress.hasFailed(number)) { return false; }
    if (tried >= MESHES_PER_LAB) { return true; }
    tried += 1;
    try {
      await inTime(tryNumber(mesh, progress, options, number));
    } catch (error) {
      const message = (error as Error).message;
      console.log(`mesh ${number} fails${progress.hasFailed(number) ? ' again' : ', and is tried once more in a new lab'}: ${message}`);
      progress.add({ mesh: number, error: message });
      return true;
    }
    if (progress.meshes % 50 === 0) { console.log(`${progress.meshes} meshes, ${progress.differences} differences`); }
  }
  return false;
}

async function tryNumber(mesh: Mesh, progress: Progress, options: FuzzOptions, number: number): Promise<void> {
  const generated = meshOf(options, number);
  const tried = await tryMesh(mesh, generated);
  const tally = new OutcomeTally();
  for (const { predicted } of tried) { tally.add(predicted); }
  const differences = differing(tried);
  for (const [index, difference] of differences.entries()) {
    const again = `npm run lab:fuzz -- --seed ${options.seed} --mesh ${number}${options.isAmbient ? ' --ambient' : ''}`;
    console.log(await described(mesh, generated, difference, again, progress.differences + index < SHRINKS));
  }
  progress.add({ mesh: number, counts: tally.counts, differences: differences.length });
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

/** @throws if something takes too long */
async function inTime(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => { reject(new Error(`it is not done after ${MESH_SECONDS} s`)); }, MESH_SECONDS * 1000);
  });
  await Promise.race([work, tooLong]).finally(() => { clearTimeout(timer); });
}
