import * as fc from 'fast-check';
import type { FuzzOptions } from './options';
import { inAmbientMode, withWaypoint } from '../../generators/trace/ambient';
import { TraceMesh, traceMesh } from '../../generators/trace/trace-mesh';

/** Mesh k of a seed, which is always the same. */
export function meshOf({ seed, isAmbient }: Pick<FuzzOptions, 'seed' | 'isAmbient'>, number: number): TraceMesh {
  const [generated] = fc.sample(traceMesh, { seed, path: String(number), numRuns: 1 });
  if (!isAmbient) { return generated; }
  const ambient = inAmbientMode(generated);
  return number % 2 === 0 ? ambient : withWaypoint(ambient);
}

/** The numbers of the meshes that options name. */
export function* numbersOf({ first, count = Number.POSITIVE_INFINITY }: Pick<FuzzOptions, 'first' | 'count'>): Generator<number> {
  for (let number = first; number < first + count; number++) { yield number; }
}
