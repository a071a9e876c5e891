import type { KubernetesObject } from '../../../../src/analysis/base/kubernetes-object';
import { MeshModel } from '../../../../src/analysis/model/mesh-model';
import { capturesDns, dnsCaptureOf } from '../../../../src/analysis/model/pods/dns-capture';
import { istio } from '../../manifests';

const POD = { namespace: 'shop', labels: { app: 'web' }, annotations: {} };

function config(name: string, isOn: boolean, day: number | undefined, matchLabels?: object, namespace = 'shop'): KubernetesObject {
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

describe('of several ProxyConfigs of unknown age', () => {
  const asked = (...objects: KubernetesObject[]) => {
    const { possible, contested } = dnsCaptureOf(MeshModel.of(objects), POD);
    return [possible, contested.map(({ name }) => name)];
  };

  test('any can be the oldest, for the pods of a selector, of a namespace, and of the mesh', () => {
    expect(asked(config('a', true, undefined), config('b', false, undefined))).toEqual([[false, true], ['a', 'b']]);
    expect(asked(config('a', true, 1), config('b', false, undefined))).toEqual([[false, true], ['a', 'b']]);
    expect(asked(config('a', true, undefined, { app: 'web' }), config('b', false, undefined, { app: 'web' }))).toEqual([[false, true], ['a', 'b']]);
    expect(asked(config('a', true, undefined, undefined, 'istio-system'), config('b', false, undefined, undefined, 'istio-system'))).toEqual([[false, true], ['a', 'b']]);
    expect(capturesDns(MeshModel.of([config('a', true, undefined), config('b', false, undefined)]), POD)).toBe(false);
  });

  test('none decides if they agree, or if another setting is stronger', () => {
    const both = [config('a', true, undefined), config('b', false, undefined)];
    expect(asked(config('a', true, undefined), config('b', true, undefined))).toEqual([[true], []]);
    expect(asked(...both, config('c', true, undefined, { app: 'web' }))).toEqual([[true], []]);
    expect(asked(config('a', true, 1), config('b', false, 2))).toEqual([[true], []]);
  });

  test('one that does not set the variable leaves it to weaker settings', () => {
    const silent = istio('ProxyConfig', 'silent', { concurrency: 2 }, { namespace: 'shop' });
    expect(asked(silent, config('a', true, undefined))).toEqual([[false, true], ['a', 'silent']]);
    expect(asked(silent, config('a', false, undefined))).toEqual([[false], []]);
    const selecting = ['x', 'y'].map(name => istio('ProxyConfig', name, { concurrency: 2, selector: { matchLabels: { app: 'web' } } }, { namespace: 'shop' }));
    expect(asked(...selecting, config('a', true, undefined), config('b', false, undefined))).toEqual([[false, true], ['a', 'b']]);
  });
});

test('a ProxyConfig whose selector has no labels applies to no pod', () => {
  expect(captures(config('a', true, 1, {}))).toBe(false);
  expect(captures(istio('ProxyConfig', 'a', { selector: {}, environmentVariables: { ISTIO_META_DNS_CAPTURE: 'true' } }, { namespace: 'shop' }))).toBe(false);
});

test.each([['1', true], ['t', true], ['TRUE', true], ['True', true], ['yes', false], ['0', false], ['', false]])('the variable is read as by Istio: "%s" means %s', (value, expected) => {
  expect(captures(istio('ProxyConfig', 'a', { environmentVariables: { ISTIO_META_DNS_CAPTURE: value } }, { namespace: 'shop' }))).toBe(expected);
  expect(capturesDns(MeshModel.of([]), { ...POD, annotations: { 'proxy.istio.io/config': `proxyMetadata: { ISTIO_META_DNS_CAPTURE: "${value}" }` } })).toBe(expected);
});
