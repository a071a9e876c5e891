import * as fc from 'fast-check';
import { pick, weighted } from './shapes';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';

type Json = unknown;
export type Step = string | number;

const STRANGE = pick<Json>([[2, null], [2, ''], [1, 'x'], [1, 0], [1, -1], [1, 1.5], [1, true], [2, []], [2, {}], [1, [null]], [1, ['']], [1, { x: 1 }]]);

/** An object in which one or two places are wrong: removed, doubled, of another type, or new. */
export function mutated(arbitrary: fc.Arbitrary<KubernetesObject>): fc.Arbitrary<KubernetesObject> {
  const mutation = fc.record({
    place: fc.nat(),
    action: weighted<{ kind: 'remove' | 'double' | 'add' } | { kind: 'replace'; value: Json }>(
      [2, fc.constant({ kind: 'remove' })],
      [1, fc.constant({ kind: 'double' })],
      [1, fc.constant({ kind: 'add' })],
      [3, STRANGE.map(value => ({ kind: 'replace', value }))],
    ),
  });
  return fc.tuple(arbitrary, fc.array(mutation, { minLength: 1, maxLength: 2 })).map(([object, mutations]) => {
    const copy = structuredClone(object) as Record<string, Json>;
    for (const { place, action } of mutations) {
      // Kind and version stay: without them it is not an object at all.
      const paths = [...placesIn(copy.spec, ['spec']), ...placesIn(copy.metadata, ['metadata'])];
      if (paths.length > 0) { apply(copy, paths[place % paths.length], action); }
    }
    return copy as unknown as KubernetesObject;
  });
}

/**
 * An object with one place from another object of the kind. Among several errors, one hides the others. Here there is one error, or none.
 *
 * @param sound makes the objects that are changed
 * @param donor makes the objects that the place is copied from
 */
export function grafted(sound: fc.Arbitrary<KubernetesObject>, donor: fc.Arbitrary<KubernetesObject>): fc.Arbitrary<KubernetesObject> {
  return fc.tuple(sound, donor, fc.nat()).map(([object, other, place]) => {
    const copy = structuredClone(object) as Record<string, Json>;
    const paths = [...placesIn(other.spec, ['spec']), ...placesIn(other.metadata, ['metadata'])].filter(path => path.length > 1);
    if (paths.length > 0) { graft(copy, other as unknown as Record<string, Json>, paths[place % paths.length]); }
    return copy as unknown as KubernetesObject;
  });
}

/** Copies what is at a path, or the first part on the way there that the object does not have. */
function graft(to: Record<string, Json>, from: Record<string, Json>, path: readonly Step[]): void {
  let target: Json = to;
  let source: Json = from;
  for (const [index, step] of path.entries()) {
    source = (source as Record<Step, Json>)[step];
    const isLast = index === path.length - 1;
    if (Array.isArray(target)) {
      // Items have no names: any item can replace another.
      const items: Json[] = target;
      const item: Json = items[Number(step) % Math.max(items.length, 1)];
      if (isLast || typeof item !== 'object' || item === null) {
        items[Number(step) % Math.max(items.length, 1)] = structuredClone(source);
        return;
      }
      target = item;
    } else {
      const parent = target as Record<Step, Json>;
      const next = parent[step];
      if (isLast || typeof next !== 'object' || next === null || Array.isArray(next) !== Array.isArray(source)) {
        parent[step] = structuredClone(source);
        return;
      }
      target = next;
    }
  }
}

/** The paths of a value and of everything in it. */
export function* placesIn(value: Json, path: readonly Step[]): Generator<readonly Step[]> {
  if (value === undefined) { return; }
  yield path;
  if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) { yield* placesIn(inner, [...path, Array.isArray(value) ? Number(key) : key]); }
  }
}

function apply(root: Record<string, Json>, path: readonly Step[], action: { kind: string; value?: Json }): void {
  const parent = path.slice(0, -1).reduce<Json>((value, step) => (value as Record<Step, Json>)[step], root) as Record<Step, Json> | Json[];
  const last = path[path.length - 1];
  const value = (parent as Record<Step, Json>)[last];
  switch (action.kind) {
    case 'remove':
      if (Array.isArray(parent)) { parent.splice(Number(last), 1); } else { delete parent[last]; }
      break;
    case 'double':
      if (Array.isArray(parent)) { parent.splice(Number(last), 0, structuredClone(value)); }
      break;
    case 'add':
      if (Array.isArray(value)) { value.push('extra'); } else if (typeof value === 'object' && value !== null) { (value as Record<string, Json>).extra = 'x'; }
      break;
    default:
      (parent as Record<Step, Json>)[last] = structuredClone(action.value);
  }
}
