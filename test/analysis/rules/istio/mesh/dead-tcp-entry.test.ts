import type { KubernetesObject } from '../../../../../src/analysis/base/kubernetes-object';
import { check } from '../../../../../src/analysis/check';
import { DEFAULT_MESH_SETTINGS, MeshSettings } from '../../../../../src/analysis/settings/mesh-settings';
import { entry, sidecar } from '../../../manifests';

const IN_SHOP = { namespace: 'shop' };
const A = entry('a.test', 5432, 'TCP', {}, IN_SHOP);
const B = entry('b.test', 5432, '', {}, IN_SHOP);
const CAPTURE = 'proxyMetadata: {ISTIO_META_DNS_CAPTURE: "true"}';

function pod(name: string, namespace = 'shop', annotations: Record<string, string> = {}, labels: Record<string, string> = {}): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace, annotations, labels }, spec: { containers: [{ name: 'app', image: 'registry.example.com/app:1' }] } };
}

function dead(objects: readonly KubernetesObject[], settings: Partial<MeshSettings> = {}): string[] {
  return check(objects, { ...DEFAULT_MESH_SETTINGS, ...settings }).filter(({ rule }) => rule === 'mesh/dead-tcp-entry').map(({ object, message }) => `${object}: ${message}`);
}

test('the message names the other entry, a workload that sees both, and the remedies', () => {
  expect(dead([pod('web'), A, B])).toEqual([
    "2: 'spec.addresses' is empty, and so it is in ServiceEntry shop/a.test: for Pod shop/web, all connections to port 5432 go to one of the two entries, and the other is never used; "
      + 'set different addresses, or turn on DNS capture for these pods',
  ]);
});

test.each<[string, KubernetesObject[], Partial<MeshSettings>, number]>([
  ['no workload is known', [A, B], {}, 0],
  ['a workload sees both', [pod('web'), A, B], {}, 1],
  ['a workload of another namespace sees both', [pod('web', 'pay'), A, B], {}, 1],
  ['the Sidecar of the workload imports one of them', [pod('web'), sidecar(['./a.test']), A, B], {}, 0],
  ['the Sidecar imports one, and another Sidecar selects the workload and imports both', [
    pod('web', 'shop', {}, { app: 'web' }), sidecar(['./a.test']), sidecar(['./*'], { workloadSelector: { labels: { app: 'web' } } }, { name: 'web' }), A, B,
  ], {}, 1],
  ['one of them is not exported to the workload', [pod('web', 'pay'), A, entry('b.test', 5432, 'TCP', { exportTo: ['.'] }, IN_SHOP)], {}, 0],
  ['the workload has no sidecar', [pod('web', 'shop', { 'sidecar.istio.io/inject': 'false' }), A, B], {}, 0],
  ['the workload is a gateway', [pod('web', 'shop', { 'inject.istio.io/templates': 'gateway' }), A, B], {}, 0],
  ['the sidecar of the workload has DNS capture', [pod('web', 'shop', { 'proxy.istio.io/config': CAPTURE }), A, B], {}, 0],
  ['one of two workloads has DNS capture', [pod('web', 'shop', { 'proxy.istio.io/config': CAPTURE }), pod('api'), A, B], {}, 1],
  ['the mesh has DNS capture', [pod('web'), A, B], { dnsCapture: true }, 0],
  ['the mesh has DNS capture, and one of them has an address', [pod('web'), A, entry('b.test', 5432, 'TCP', { addresses: ['203.0.113.7'] }, IN_SHOP)], { dnsCapture: true }, 0],
  ['the mesh has DNS capture, and both opt out of addresses', [
    pod('web'), ...['a.test', 'b.test'].map(host => entry(host, 5432, 'TCP', {}, { ...IN_SHOP, labels: { 'networking.istio.io/enable-autoallocate-ip': 'false' } })),
  ], { dnsCapture: true }, 1],
  ['both are the same host', [pod('web'), A, entry('a.test', 5432, 'TCP', {}, { namespace: 'shop', name: 'second' })], {}, 0],
  ['both send to the address that the client dialled', [pod('web'), ...['a.test', 'b.test'].map(host => entry(host, 5432, 'TCP', { resolution: 'NONE' }, IN_SHOP))], {}, 0],
  ['they have different ports', [pod('web'), A, entry('b.test', 5433, 'TCP', {}, IN_SHOP)], {}, 0],
])('if %s', (_, objects, settings, count) => {
  expect(dead(objects, settings)).toHaveLength(count);
});
