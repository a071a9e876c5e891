import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { MeshModel } from '../../../src/analysis/model/mesh-model';
import { secretDataOf, findSecret } from '../../../src/analysis/model/secret';

function object(kind: string, name: string, rest: object = {}, apiVersion = 'v1'): KubernetesObject {
  return { apiVersion, kind, metadata: { name, namespace: 'dynatrace' }, ...rest };
}

test('the data of a Secret is decoded, and stringData takes precedence', () => {
  const data = secretDataOf(object('Secret', 'a', { data: { a: 'eA==', b: 'eQ==', c: 7 }, stringData: { b: 'plain', d: null } }));
  expect([...data]).toEqual([['a', 'x'], ['b', 'plain']]);
});

test('a Secret is found by its name, even if another object creates it', () => {
  const model = MeshModel.of([
    object('Secret', 'plain', { stringData: { proxy: 'x' } }),
    object('Secret', 'foreign', {}, 'example.com/v1'),
    object('ExternalSecret', 'own-name', {}, 'external-secrets.io/v1'),
    object('ExternalSecret', 'e', { spec: { target: { name: 'target' } } }, 'external-secrets.io/v1'),
    object('SealedSecret', 's', { spec: { template: { metadata: { name: 'sealed' } } } }, 'bitnami.com/v1alpha1'),
    null as never,
  ]);
  expect(['plain', 'foreign', 'own-name', 'e', 'target', 'sealed', 's'].map(name => findSecret(model, 'dynatrace', name)))
    .toEqual([new Map([['proxy', 'x']]), undefined, 'hidden', undefined, 'hidden', 'hidden', undefined]);
  expect(findSecret(model, 'other', 'plain')).toBeUndefined();
});
