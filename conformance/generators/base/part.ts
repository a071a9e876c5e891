import * as fc from 'fast-check';
import { weighted } from './shapes';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';

/** What may stand at a place of an object. */
export interface Part {
  readonly path: readonly (string | number)[];
  readonly value: fc.Arbitrary<unknown>;
}

/** Sound objects into which one part is put: what is seldom by itself, and would not be alone among other faults. */
export function withPart(sound: fc.Arbitrary<KubernetesObject>, parts: readonly Part[]): fc.Arbitrary<KubernetesObject> {
  const part = weighted(...parts.map(({ path, value }) => [1, value.map(inner => ({ path, inner }))] as const));
  // Fields without a value are none in JSON.
  return fc.tuple(sound, part)
    .map(([object, { path, inner }]) => JSON.parse(JSON.stringify(put(structuredClone(object), path, inner))) as KubernetesObject);
}

/** Puts something in at a path, whose missing steps are made. */
function put(target: unknown, [step, ...rest]: readonly (string | number)[], inner: unknown): unknown {
  if (step === undefined) { return inner; }
  const parent = (target ?? (typeof step === 'number' ? [] : {})) as Record<string | number, unknown>;
  parent[step] = put(parent[step], rest, inner);
  return parent;
}
