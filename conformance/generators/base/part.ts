import * as fc from 'fast-check';
import { weighted } from './shapes';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';

/** The values for one place of an object. */
export interface Part {
  readonly path: readonly (string | number)[];
  readonly value: fc.Arbitrary<unknown>;
}

/** Sound objects with one part added. Such a part is rare in random objects, and would be hidden there by other errors. */
export function withPart(sound: fc.Arbitrary<KubernetesObject>, parts: readonly Part[]): fc.Arbitrary<KubernetesObject> {
  const part = weighted(...parts.map(({ path, value }) => [1, value.map(inner => ({ path, inner }))] as const));
  // JSON has no fields without a value.
  return fc.tuple(sound, part)
    .map(([object, { path, inner }]) => JSON.parse(JSON.stringify(put(structuredClone(object), path, inner))) as KubernetesObject);
}

/** Sets a value at a path, and creates missing steps. */
function put(target: unknown, [step, ...rest]: readonly (string | number)[], inner: unknown): unknown {
  if (step === undefined) { return inner; }
  const parent = (target ?? (typeof step === 'number' ? [] : {})) as Record<string | number, unknown>;
  parent[step] = put(parent[step], rest, inner);
  return parent;
}
