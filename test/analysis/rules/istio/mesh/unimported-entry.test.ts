import type { KubernetesObject } from '../../../../../src/analysis/base/kubernetes-object';
import { check } from '../../../../../src/analysis/check';

function workload(namespace = 'shop', metadata: object = {}): KubernetesObject {
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace }, spec: { template: { metadata } } };
}

function sidecar(hosts: string[], namespace = 'shop', spec: object = {}): KubernetesObject {
  return { apiVersion: 'networking.istio.io/v1', kind: 'Sidecar', metadata: { name: 'default', namespace }, spec: { egress: [{ hosts }], ...spec } };
}

function entry(hosts: string[], namespace = 'egress'): KubernetesObject {
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'ServiceEntry',
    metadata: { name: 'payments', namespace },
    spec: { hosts, location: 'MESH_EXTERNAL', resolution: 'DNS', ports: [{ name: 'https', number: 443, protocol: 'HTTPS' }] },
  };
}

function messages(objects: KubernetesObject[]): string[] {
  return check(objects).filter(({ rule }) => rule === 'mesh/unimported-entry').map(({ message }) => message);
}

const API = ['api.payments.example'];

test('a host of a ServiceEntry that no workload imports is a finding, with the line to add', () => {
  expect(check([workload(), sidecar(['./*']), entry(API)])).toEqual([{
    rule: 'mesh/unimported-entry',
    severity: 'info',
    upstream: 'ours',
    object: 2,
    message: '\'spec.hosts\' has hosts that no workload among the objects imports, got "api.payments.example"; '
      + 'add "egress/api.payments.example" to \'spec.egress.hosts\' of each Sidecar whose workloads need it',
  }]);
});

test('of the hosts of an entry, only those that are not imported are named, and three of them at most', () => {
  const hosts = ['a.example', 'b.example', 'c.example', 'd.example', 'e.example'];

  expect(messages([workload(), sidecar(['egress/a.example']), entry(hosts)])).toEqual([
    expect.stringContaining('got "b.example", "c.example", "d.example" and others; add "egress/b.example" to'),
  ]);
});

test('a Sidecar without workloads imports nothing, and neither does an exclusion', () => {
  const elsewhere = sidecar(['egress/*'], 'other');

  expect(messages([workload(), sidecar(['./*', '~egress/api.payments.example']), elsewhere, entry(API)])).toHaveLength(1);
});

test.each<[string, KubernetesObject[]]>([
  ['a Sidecar names the host', [workload(), sidecar(['egress/api.payments.example']), entry(API)]],
  ['a Sidecar imports the namespace', [workload(), sidecar(['egress/*']), entry(API)]],
  ['a Sidecar imports the host from any namespace', [workload(), sidecar(['*/api.payments.example']), entry(API)]],
  ['a Sidecar imports a wildcard over the host', [workload(), sidecar(['egress/*.payments.example']), entry(API)]],
  ['a Sidecar imports a part of a wildcard', [workload(), sidecar(['egress/api.payments.example']), entry(['*.payments.example'])]],
  ['the entry is in the namespace of the workload', [workload(), sidecar(['./*']), entry(API, 'shop')]],
  ['another namespace imports it', [workload(), sidecar(['./*']), workload('cart'), sidecar(['egress/*'], 'cart'), entry(API)]],
  ['another namespace has no Sidecar', [workload(), sidecar(['./*']), workload('cart'), entry(API)]],
  ['the Sidecar of the mesh imports it', [workload(), sidecar(['./*', 'egress/*'], 'istio-system'), entry(API)]],
  ['a Sidecar has no list of hosts', [workload(), sidecar([], 'shop', { egress: undefined }), entry(API)]],
  ['no workload is among the objects', [sidecar(['./*']), entry(API)]],
  ['the only workload has no sidecar', [workload('shop', { labels: { 'sidecar.istio.io/inject': 'false' } }), sidecar(['./*']), entry(API)]],
  ['a workload is in ambient mode', [workload(), workload('cart', { labels: { 'istio.io/dataplane-mode': 'ambient' } }), sidecar(['./*']), entry(API)]],
  ['the operator is in the namespace of the entry', [
    workload(), sidecar(['./*']), entry(API), { apiVersion: 'dynatrace.com/v1beta6', kind: 'DynaKube', metadata: { name: 'dynakube', namespace: 'egress' } },
  ]],
  ['a VirtualService leads to the host', [
    workload(), sidecar(['./*']), entry(API), {
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: { name: 'pay', namespace: 'shop' },
      spec: { hosts: ['pay.example'], tls: [{ match: [{ port: 443, sniHosts: ['pay.example'] }], route: [{ destination: { host: 'api.payments.example' } }] }] },
    },
  ]],
])('no finding if %s', (_, objects) => {
  expect(messages(objects)).toEqual([]);
});
