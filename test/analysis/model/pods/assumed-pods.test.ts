import type { KubernetesObject } from '../../../../src/analysis/base/kubernetes-object';
import { assumedPods } from '../../../../src/analysis/model/pods/assumed-pods';

function sidecar(namespace: string, spec: object = {}): KubernetesObject {
  return { apiVersion: 'networking.istio.io/v1', kind: 'Sidecar', metadata: { name: 'default', namespace }, spec };
}

const WEB: KubernetesObject = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'shop' }, spec: { template: {} } };

test('a Sidecar whose namespace has no workload gets a pod with the labels that it selects', () => {
  const objects = [sidecar('shop'), sidecar('cart', { workloadSelector: { labels: { app: 'cart' } } })];

  expect(assumedPods(objects, 'istio-system')).toEqual([
    { apiVersion: 'v1', kind: 'Pod', metadata: { name: '*', namespace: 'shop', labels: {} }, spec: {} },
    { apiVersion: 'v1', kind: 'Pod', metadata: { name: '*', namespace: 'cart', labels: { app: 'cart' } }, spec: {} },
  ]);
});

test.each([
  ['a Sidecar beside a workload', [sidecar('shop'), WEB]],
  ['the Sidecar of the mesh', [sidecar('istio-system')]],
  ['a namespace without a Sidecar', [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }]],
  ['something that is not an object', [null as unknown as KubernetesObject]],
])('%s gets none', (_, objects) => {
  expect(assumedPods(objects, 'istio-system')).toEqual([]);
});
