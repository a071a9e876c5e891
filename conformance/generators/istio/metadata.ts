import * as fc from 'fast-check';
import type { Words } from './words';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { fields, list, maybe, pick, set, weighted } from '../base/shapes';

/** Labels of pods, and what selects them. */
export const POD_LABELS: fc.Arbitrary<Record<string, string>> = fields({
  app: maybe(70, pick([[3, 'web'], [1, 'db']])),
  tier: maybe(25, pick([[1, 'a'], [1, 'b']])),
  constructor: maybe(3, fc.constant('toString')),
}) as fc.Arbitrary<Record<string, string>>;

/** Labels that a selector asks for. */
export function selectorLabels(words: Words): fc.Arbitrary<Record<string, string>> {
  const strange = fc.dictionary(
    pick([[3, 'app'], [1, ''], [1, '*'], [1, 'a*'], [1, 'a.b/c'], [1, 'not a label!'], [1, 'constructor'], [1, '__proto__']]),
    pick([[3, 'web'], [1, ''], [1, '*'], [1, 'w*b'], [1, 'a'.repeat(63)], [1, 'a'.repeat(64)], [1, 'not a value!'], [1, 'valueOf']]),
    { maxKeys: 2, noNullPrototype: true },
  );
  return weighted([100 - words.wrong * 2, POD_LABELS], [words.wrong * 2, strange]);
}

/** `exportTo`. An empty list means the same as no list. */
export function exportTo(words: Words): fc.Arbitrary<string[] | undefined> {
  return maybe(words.wrong > 0 ? 45 : 30, weighted(
    [10, words.exportTo.map(item => [item])],
    [3, set(words.exportTo.filter(item => words.wrong > 0 || !['*', '~'].includes(item)), 0, 3)],
    [words.wrong / 4, fc.array(words.exportTo, { maxLength: 3 })],
  ));
}

/** Annotations and labels that Istio uses, or that look like those. */
function marks(words: Words): { labels: fc.Arbitrary<unknown>; annotations: fc.Arbitrary<unknown> } {
  return {
    labels: maybe(words.wrong, fields({
      'networking.istio.io/enable-autoallocate-ip': maybe(60, pick([[2, 'true'], [2, 'false'], [1, 'False'], [1, 'no']])),
      'istio.io/use-waypoint': maybe(40, pick([[2, 'waypoint'], [1, 'none'], [1, '']])),
    })),
    annotations: maybe(words.wrong / 2, fields({
      'istio.io/dry-run': maybe(30, pick([[1, 'true'], [1, 'false'], [1, 'x']])),
      'istio.io/connect-strategy': maybe(30, pick([[2, 'RACE_FIRST_TCP_CONNECT'], [1, 'DEFAULT'], [1, 'x']])),
      'example.com/note': maybe(30, fc.constant('x')),
      'networking.istio.io/exportTo': maybe(30, pick([[1, '.'], [1, '*']])),
      'internal.istio.io/x': maybe(10, fc.constant('x')),
      'internal.istio.io/parents': maybe(5, fc.constant('x')),
      'internal.istio.io/webhook-always-reject': maybe(2, fc.constant('x')),
    })),
  };
}

/** What a cluster writes into an object, with and without fields that it does not know. */
function written(words: Words): { metadata: Record<string, fc.Arbitrary<unknown>>; status: fc.Arbitrary<unknown> } {
  const share = Math.ceil(words.wrong / 10);
  const stray = { stray: maybe(25, fc.constant(1)) };
  const owner = fields({ apiVersion: fc.constant('v1'), kind: fc.constant('ConfigMap'), name: fc.constant('a'), uid: fc.constant('u'), controller: maybe(30, pick<unknown>([[3, true], [1, 'yes']])), ...stray });
  const manager = fields({ manager: fc.constant('kubectl'), operation: fc.constant('Apply'), fieldsV1: maybe(50, fc.constant({ 'f:spec': {} })), ...stray });
  const condition = fields({ type: fc.constant('Ready'), status: fc.constant('True'), observedGeneration: maybe(30, fc.constant(1)), ...stray });
  const message = fields({ level: fc.constant('INFO'), type: fields({ code: fc.constant('IST0001'), ...stray }), ...stray });
  return {
    metadata: { ownerReferences: maybe(share, list(owner, 0, 2)), managedFields: maybe(share, list(manager, 0, 2)) },
    status: maybe(share, fields({ conditions: maybe(60, list(condition, 1, 2)), validationMessages: maybe(40, list(message, 1, 2)), ...stray })),
  };
}

/** An object of a kind, with its metadata. */
export function object(words: Words, group: string, kind: string, spec: fc.Arbitrary<unknown>, versions: readonly string[] = ['v1', 'v1beta1']): fc.Arbitrary<KubernetesObject> {
  const name = weighted([20, pick([[3, 'a'], [2, 'b'], [1, 'c']])], [words.wrong / 4, words.label.filter(label => label !== '')]);
  const version = pick([[100, versions[0]], ...versions.slice(1).map(other => [5, other] as const), [words.wrong / 12, 'v9']]);
  const { metadata, status } = written(words);
  return fields({
    apiVersion: version.map(text => `${group}/${text}`),
    kind: fc.constant(kind),
    metadata: fields({ name, namespace: maybe(words.wrong > 0 ? 97 : 100, words.namespace), ...marks(words), ...metadata }),
    spec,
    status,
  }) as unknown as fc.Arbitrary<KubernetesObject>;
}
