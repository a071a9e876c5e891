import * as fc from 'fast-check';
import { placesIn, Step } from './mutation';
import { pick, weighted } from './shapes';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';

/** Names that every object of JavaScript has, and that mean nothing to Kubernetes. */
export const INHERITED = pick([[1, 'constructor'], [1, 'toString'], [1, 'valueOf'], [1, '__proto__'], [1, 'hasOwnProperty']]);

/** Parts of texts that a reader could look at again and again. */
const REPEATED = fc.constantFrom('a.', '*.', '://', '-', '(', '(a+)+', '[', '0', ',', ' ',
  '1.', '{{', '/', '::', 'x@', 'a=b,', '["', '%', 'request.x && ', 'dt0c01.', '.svc', '\u0000', '\ud800');

const LONG_TEXT = fc.tuple(REPEATED, weighted([12, fc.constant(300)], [1, fc.constant(40_000)]))
  .map(([part, length]) => part.repeat(Math.ceil(length / part.length)));

/** What is done to a place of an object. */
type Attack =
  | { readonly kind: 'put'; readonly value: unknown }
  | { readonly kind: 'rename'; readonly key: string }
  | { readonly kind: 'nest'; readonly levels: number; readonly inLists: boolean }
  | { readonly kind: 'loop' };

const ATTACK = weighted<Attack>(
  [6, INHERITED.map(value => ({ kind: 'put', value }))],
  [6, INHERITED.map(key => ({ kind: 'rename', key }))],
  [5, LONG_TEXT.map(value => ({ kind: 'put', value }))],
  [4, fc.constantFrom<unknown>(null, undefined, NaN, Infinity, -0, 2 ** 64, '', [], {}, [[]], [null], true).map(value => ({ kind: 'put', value }))],
  [1, fc.record({ kind: fc.constant('nest' as const), levels: pick([[6, 120], [1, 3000]]), inLists: fc.boolean() })],
  [1, fc.constant({ kind: 'loop' as const })],
);

/** An object with one to three places that break a careless reader: inherited names, huge texts, deep nesting, an object within itself. */
export function hostile(arbitrary: fc.Arbitrary<KubernetesObject>): fc.Arbitrary<KubernetesObject> {
  const attacks = fc.array(fc.record({ place: fc.nat(), attack: ATTACK }), { minLength: 1, maxLength: 3 });
  return fc.tuple(arbitrary, attacks).map(([object, all]) => {
    const copy = structuredClone(object) as unknown as Record<string, unknown>;
    // All places are chosen before the first attack, which can make an object endless.
    const paths = [...placesIn(copy.spec, ['spec']), ...placesIn(copy.metadata, ['metadata'])];
    for (const { place, attack } of paths.length > 0 ? all : []) { apply(copy, paths[place % paths.length], attack); }
    return copy as unknown as KubernetesObject;
  });
}

function apply(root: object, path: readonly Step[], attack: Attack): void {
  const last = path[path.length - 1];
  const parent = path.slice(0, -1).reduce<unknown>((value, step) => isContainer(value) ? value[step] : undefined, root);
  // An earlier attack may have replaced what leads here.
  if (!isContainer(parent) || !Object.hasOwn(parent, last)) { return; }
  switch (attack.kind) {
    case 'put': return put(parent, last, attack.value);
    case 'nest': return put(parent, last, nested(attack.levels, attack.inLists));
    case 'loop': return put(parent, last, parent);
    case 'rename':
      // No parser gives a list a name of its own.
      if (Array.isArray(parent)) { return put(parent, last, attack.key); }
      put(parent, attack.key, parent[last]);
      delete parent[last];
  }
}

/** Sets a field of the object's own, also `__proto__`, as a parser of JSON or YAML does. */
function put(parent: object, key: Step, value: unknown): void {
  Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true });
}

function nested(levels: number, inLists: boolean): unknown {
  let value: unknown = 'leaf';
  for (let level = 0; level < levels; level++) { value = inLists ? [value] : { a: value }; }
  return value;
}

function isContainer(value: unknown): value is Record<Step, unknown> {
  return typeof value === 'object' && value !== null;
}
