import type { KubernetesObject } from '../../../../src/analysis/base/kubernetes-object';
import { check } from '../../../../src/analysis/check';

function messages(...objects: object[]): string[] {
  return check(objects as KubernetesObject[]).map(({ rule, message }) => `${rule}: ${message}`);
}

const object = (apiVersion: string, kind: string) => ({ apiVersion, kind, metadata: { name: 'a', namespace: 'shop' } });

describe('kubernetes/misspelt-kind', () => {
  test.each([
    ['networking.istio.io/v1', 'ServiceEntries', 'networking.istio.io', 'ServiceEntry'],
    ['networking.istio.io/v1', 'ServiceEntrys', 'networking.istio.io', 'ServiceEntry'],
    ['networking.istio.io/v1beta1', 'DestinationRules', 'networking.istio.io', 'DestinationRule'],
    ['networking.istio.io/v1', 'Virtualservice', 'networking.istio.io', 'VirtualService'],
    ['networking.istio.io/v1', 'SideCar', 'networking.istio.io', 'Sidecar'],
    ['security.istio.io/v1', 'PeerAuthentification', 'security.istio.io', undefined],
    ['security.istio.io/v1', 'PeerAuthenticaton', 'security.istio.io', 'PeerAuthentication'],
    ['dynatrace.com/v1beta6', 'Dynakube', 'dynatrace.com', 'DynaKube'],
    ['dynatrace.com/v1alpha1', 'OneAgentApm', 'dynatrace.com', 'OneAgentAPM'],
  ])('%s %s', (apiVersion, kind, group, right) => {
    expect(messages(object(apiVersion, kind)))
      .toEqual(right === undefined ? [] : [`kubernetes/misspelt-kind: 'kind' must be a kind of ${group}, got "${kind}"; write "${right}"`]);
  });

  test.each([
    ['v1', 'ServiceEntry', 'networking.istio.io/v1'],
    ['networking.istio.oi/v1', 'VirtualService', 'networking.istio.io/v1'],
    ['network.istio.io/v1', 'VirtualService', undefined],
    ['dynatrace.io/v1beta6', 'DynaKube', undefined],
    ['dynatrace.co/v1beta6', 'DynaKube', 'dynatrace.com/v1beta6'],
  ])('the API group of %s %s', (apiVersion, kind, right) => {
    expect(messages(object(apiVersion, kind))).toEqual(right === undefined ? [] : [
      `kubernetes/misspelt-kind: 'apiVersion' must have the API group of ${kind}, got "${apiVersion}"; write "${right}"`,
    ]);
  });

  test.each([
    ['networking.istio.io/v1', 'EnvoyFilter'], ['extensions.istio.io/v1alpha1', 'WasmPlugin'], ['networking.istio.io/v1', 'SomethingNew'], ['v1', 'Services'],
    ['gateway.networking.k8s.io/v1', 'Gateway'], ['appmesh.k8s.aws/v1beta2', 'VirtualService'], ['extensions.istio.io/v1', 'constructor'], ['constructor', 'toString'],
  ])('nothing about %s %s', (apiVersion, kind) => {
    expect(messages(object(apiVersion, kind))).toEqual([]);
  });
});

describe('kubernetes/missing-kind', () => {
  const required = (field: string) => `kubernetes/missing-kind: '${field}' is required: the API server rejects the object, and nothing else about it is checked; add it`;

  test.each<[object, string[]]>([
    [{ kind: 'ServiceEntry', metadata: { name: 'a' } }, [required('apiVersion')]],
    [{ apiVersion: '', kind: 'ServiceEntry', metadata: { name: 'a' } }, [required('apiVersion')]],
    [{ apiVersion: 'networking.istio.io/v1', metadata: { name: 'a' } }, [required('kind')]],
    [{ apiVersion: 'networking.istio.io/v1', kind: null, metadata: { name: 'a' } }, [required('kind')]],
    [{ kind: 'ServiceEntry', spec: { hosts: ['api.example.com'] } }, [required('apiVersion')]],
    [{ replicas: 3, image: {} }, []],
    [{ apiVersion: 'v2', name: 'shop', version: '1.0.0', dependencies: [] }, []],
    [{ kind: 'pipeline', type: 'docker', name: 'default', steps: [] }, []],
  ])('%j', (value, expected) => {
    expect(messages(value)).toEqual(expected);
  });
});

test('an object without a namespace is the same as one in the namespace "default"', () => {
  const entry = (namespace?: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace } });
  const found = (...namespaces: (string | undefined)[]) => messages(...namespaces.map(entry));
  expect(found(undefined, 'default')).toEqual(['kubernetes/duplicate-object: \'metadata.name\' must be unique for its kind in namespace "default", got "a" twice; rename or remove one of the two']);
  expect(found(undefined, 'shop')).toEqual([]);
});

describe('kubernetes/list-items', () => {
  const list = (items?: unknown) => ({ apiVersion: 'v1', kind: 'List', ...items === undefined ? {} : { items } });

  test.each<[unknown, string[]]>([
    [[null, object('v1', 'ConfigMap'), 5, ['x']], ['items[0]: must be an object, got null; remove it', 'items[2]: must be an object, got a number; remove it', 'items[3]: must be an object, got a list; remove it']],
    [[list([null])], ['items[0].items[0]: must be an object, got null; remove it']],
    ['x', ['\'items\' must be a list of objects, got a string; write each object as an item']],
    [undefined, ['\'items\' must be a list of objects, got nothing; write each object as an item']],
    [[], []],
    [null, []],
  ])('%j', (items, expected) => {
    expect(messages(list(items))).toEqual(expected.map(message => `kubernetes/list-items: ${message}`));
  });
});
