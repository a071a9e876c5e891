import * as fc from 'fast-check';
import { object, selectorLabels } from './metadata';
import type { Words } from './words';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import type { Part } from '../base/part';
import { fields, maybe, pick, weighted } from '../base/shapes';

/** PeerAuthentications: which connections a workload accepts. */
export function peerAuthentication(words: Words): fc.Arbitrary<KubernetesObject> {
  const spec = fields({
    selector: maybe(55, fields({ matchLabels: maybe(85, selectorLabels(words)) })),
    mtls: maybe(70, mtls(words)),
    portLevelMtls: maybe(30, weighted<unknown>([6, portLevelMtls(words)], [1, fc.constant({})])),
  });
  return object(words, 'security.istio.io', 'PeerAuthentication', words.wrong > 0 ? maybe(97, spec) : spec, ['v1', 'v1beta1']);
}

/** Parts to add to sound PeerAuthentications. */
export function peerAuthenticationParts(words: Words): Part[] {
  return [
    { path: ['spec', 'selector'], value: fields({ matchLabels: selectorLabels(words) }) },
    { path: ['spec', 'mtls'], value: mtls(words) },
    { path: ['spec', 'portLevelMtls'], value: portLevelMtls(words) },
    {
      path: ['spec'],
      value: pick([[2, '080'], [1, '+80'], [1, '0']]).map(port => ({ selector: { matchLabels: { app: 'web' } }, portLevelMtls: { [port]: { mode: 'STRICT' } } })),
    },
  ];
}

function mtls(words: Words): fc.Arbitrary<unknown> {
  return fields({ mode: maybe(90, pick([[4, 'STRICT'], [2, 'PERMISSIVE'], [2, 'DISABLE'], [1, 'UNSET'], [words.wrong / 12, 'strict']])) });
}

function portLevelMtls(words: Words): fc.Arbitrary<unknown> {
  const port = pick([
    [5, '8080'], [3, '80'], ...['0', '65536', 'http', '4294967296', '-1', '080', '65535', ''].map(name => [words.wrong / 12, name] as const),
  ]);
  return fc.dictionary(port, mtls(words), { maxKeys: 2, noNullPrototype: true });
}
