import type { KubernetesObject } from '../../../../src/analysis/base/kubernetes-object';
import { MeshModel } from '../../../../src/analysis/model/mesh-model';
import { capturesDns } from '../../../../src/analysis/model/pods/dns-capture';
import { istio } from '../../manifests';

const POD = { namespace: 'shop', labels: { app: 'web' }, annotations: {} };

function config(name: string, isOn: boolean, day: number, matchLabels?: object, namespace = 'shop'): KubernetesObject {
  const spec = { environmentVariables: { ISTIO_META_DNS_CAPTURE: String(isOn) }, ...matchLabels ? { selector: { matchLabels } } : {} };
  return istio('ProxyConfig', name, spec, { namespace, day });
}

function captures(...objects: KubernetesObject[]): boolean {
  return capturesDns(MeshModel.of(objects), POD);
}

test('of several ProxyConfigs, the oldest decides, whatever their order', () => {
  expect(captures(config('b', false, 2), config('a', true, 1))).toBe(true);
  expect(captures(config('a', true, 2), config('b', false, 1))).toBe(false);
  expect(captures(config('a', true, 2, { app: 'web' }), config('b', false, 1, { app: 'web' }))).toBe(false);
});

test('one that selects the pod comes before one for the namespace, and that before one of the root namespace', () => {
  const [ofPod, ofNamespace, ofMesh] = [config('p', true, 3, { app: 'web' }), config('n', false, 2), config('m', true, 1, undefined, 'istio-system')];
  expect(captures(ofNamespace, ofPod)).toBe(true);
  expect(captures(ofMesh, ofNamespace)).toBe(false);
  expect(captures(ofMesh)).toBe(true);
  expect(captures(config('other', true, 1, { app: 'api' }))).toBe(false);
});
