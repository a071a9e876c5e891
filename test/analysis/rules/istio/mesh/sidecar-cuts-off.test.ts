import type { KubernetesObject } from '../../../../../src/analysis/base/kubernetes-object';
import { check } from '../../../../../src/analysis/check';
import { DEFAULT_MESH_SETTINGS, OutboundTrafficMode } from '../../../../../src/analysis/settings/mesh-settings';

const REGISTRY_ONLY = { mode: 'REGISTRY_ONLY' };

function service(namespace: string, metadata: object = {}, spec: object = {}): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name: 'api', namespace, ...metadata }, spec: { ports: [{ port: 80, name: 'http' }], ...spec } };
}

function web(labels: object = {}): KubernetesObject {
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'shop' }, spec: { template: { metadata: { labels } } } };
}

function sidecar(hosts: string[], spec: object = {}, namespace = 'shop'): KubernetesObject {
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'Sidecar',
    metadata: { name: 'default', namespace },
    spec: { egress: [{ hosts }], outboundTrafficPolicy: REGISTRY_ONLY, ...spec },
  };
}

function messages(objects: KubernetesObject[], settings = DEFAULT_MESH_SETTINGS): string[] {
  return check(objects, settings).filter(({ rule }) => rule === 'mesh/sidecar-cuts-off').map(({ message }) => message);
}

test('Services of other namespaces that a Sidecar does not import are one finding, with the lines to add', () => {
  expect(check([web(), service('orders'), service('cart'), sidecar(['./*'])])).toEqual([{
    rule: 'mesh/sidecar-cuts-off',
    severity: 'info',
    upstream: 'ours',
    object: 3,
    message: '\'spec.egress\' imports no Service of "cart", "orders", so REGISTRY_ONLY blocks connections to them; if the workloads need them, add "cart/*", "orders/*" to \'spec.egress[0].hosts\'',
  }]);
});

test('the first three namespaces are named', () => {
  const [message] = messages([web(), ...['a', 'b', 'c', 'd', 'e'].map(name => service(name)), sidecar(['./*'])]);

  expect(message).toContain('no Service of "a", "b", "c" and other namespaces, so');
});

test('the line goes to the listener for all ports, or to a new one', () => {
  const ofPort = { port: { number: 80, protocol: 'HTTP', name: 'http' }, hosts: ['./*'] };

  expect(messages([web(), service('orders'), sidecar([], { egress: [ofPort, { hosts: ['./*'] }] })])[0]).toMatch(/to 'spec\.egress\[1\]\.hosts'$/);
  expect(messages([web(), service('orders'), sidecar([], { egress: [ofPort] })])[0]).toMatch(/to a listener without a port in 'spec\.egress'$/);
});

test('the policy of the mesh counts if the Sidecar has none', () => {
  const settings = { ...DEFAULT_MESH_SETTINGS, outboundTrafficPolicy: OutboundTrafficMode.REGISTRY_ONLY };
  const objects = [web(), service('orders'), sidecar(['./*'], { outboundTrafficPolicy: undefined })];

  expect(messages(objects)).toEqual([]);
  expect(messages(objects, settings)).toHaveLength(1);
});

test.each<[string, KubernetesObject[]]>([
  ['the Service is that of a gateway, where VirtualServices lead to', [
    web(), service('egress', {}, { selector: { app: 'gateway', istio: 'egress' } }), sidecar(['./*']),
    { apiVersion: 'networking.istio.io/v1', kind: 'Gateway', metadata: { name: 'out', namespace: 'egress' }, spec: { selector: { istio: 'egress' }, servers: [] } },
  ]],
  ['the line is added', [web(), service('orders'), sidecar(['./*', 'orders/*'])]],
  ['one Service of the namespace is imported', [web(), service('orders'), service('orders', { name: 'b' }), sidecar(['./*', 'orders/api.orders.svc.cluster.local'])]],
  ['all namespaces are imported', [web(), service('orders'), sidecar(['*/*'])]],
  ['everything is allowed', [web(), service('orders'), sidecar(['./*'], { outboundTrafficPolicy: { mode: 'ALLOW_ANY' } })]],
  ['the Services are not exported', [web(), service('orders', { annotations: { 'networking.istio.io/exportTo': '.' } }), sidecar(['./*'])]],
  ['the Services are those of the Sidecar\'s namespace, or of Istio', [web(), service('shop'), service('istio-system'), sidecar(['./*'])]],
  ['the Services are those of the Dynatrace operator', [
    web(), service('monitoring'), { apiVersion: 'dynatrace.com/v1beta6', kind: 'DynaKube', metadata: { name: 'dynakube', namespace: 'monitoring' } }, sidecar(['./*']),
  ]],
  ['the Service is only another name', [web(), service('orders', {}, { type: 'ExternalName', externalName: 'api.example.com' }), sidecar(['./*'])]],
  ['no workload is among the objects', [service('orders'), sidecar(['./*'])]],
  ['the workloads have no sidecar', [web({ 'sidecar.istio.io/inject': 'false' }), service('orders'), sidecar(['./*'])]],
  ['the Sidecar is that of the mesh', [web(), service('orders'), sidecar(['./*'], {}, 'istio-system')]],
])('there is no finding if %s', (_, objects) => {
  expect(messages(objects)).toEqual([]);
});
