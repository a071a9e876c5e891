import { clusterIpRules, endpointSlices, podObject, serviceZone, targetPorts } from '../../../../conformance/lab/mesh/kubernetes-services';
import type { KubernetesObject } from '../../../../src/analysis/base/kubernetes-object';

const POD = { name: 'pod-1', namespace: 'shop', labels: { app: 'web' }, annotations: {}, injected: true, addresses: ['10.244.0.10', 'fd00::10'] };
const STORE = { ...POD, name: 'pod-2', labels: { app: 'store' }, addresses: ['10.244.0.11'], stableName: { hostname: 'store-0', subdomain: 'store' } };

function service(name: string, spec: object): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'shop' }, spec };
}

const WEB = service('web', {
  clusterIP: '10.96.0.20', clusterIPs: ['10.96.0.20'], selector: { app: 'web' }, ports: [{ name: 'http', port: 80, targetPort: 8080, protocol: 'TCP' }],
});
const HEADLESS = service('store', { clusterIP: 'None', clusterIPs: ['None'], selector: { app: 'store' }, ports: [{ port: 5432, protocol: 'TCP' }] });
const ALIAS = service('alias', { type: 'ExternalName', externalName: 'api.example' });
const EMPTY = service('empty', { clusterIP: '10.96.0.21', clusterIPs: ['10.96.0.21'], selector: { app: 'empty' }, ports: [{ port: 80, protocol: 'TCP' }] });
const ALL = [WEB, HEADLESS, ALIAS, EMPTY];

test('DNS knows the address of a Service, the pods of a headless Service, and the alias of an ExternalName Service', () => {
  expect(serviceZone(ALL, [POD, STORE])).toEqual({
    addresses: {
      'web.shop.svc.cluster.local': ['10.96.0.20'],
      'store.shop.svc.cluster.local': ['10.244.0.11'],
      'store-0.store.shop.svc.cluster.local': ['10.244.0.11'],
      'empty.shop.svc.cluster.local': ['10.96.0.21'],
    },
    aliases: { 'alias.shop.svc.cluster.local': 'api.example' },
  });
});

test('a Service with a selector has one EndpointSlice, with the pods of its namespace that it selects', () => {
  const elsewhere = { ...POD, name: 'pod-3', namespace: 'blog', addresses: ['10.244.0.12'] };
  const slices = endpointSlices(ALL, [POD, STORE, elsewhere]) as unknown as { metadata: { name: string }; endpoints: object[]; ports: object[] }[];
  const ready = { conditions: { ready: true, serving: true, terminating: false } };
  expect(slices.map(({ metadata, endpoints, ports }) => ({ name: metadata.name, endpoints, ports }))).toEqual([
    {
      name: 'web-lab',
      endpoints: [{ addresses: ['10.244.0.10'], ...ready, targetRef: { kind: 'Pod', name: 'pod-1', namespace: 'shop' } }],
      ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
    },
    {
      name: 'store-lab',
      endpoints: [{ addresses: ['10.244.0.11'], ...ready, targetRef: { kind: 'Pod', name: 'pod-2', namespace: 'shop' }, hostname: 'store-0' }],
      ports: [{ name: undefined, port: 5432, protocol: 'TCP' }],
    },
    { name: 'empty-lab', endpoints: [], ports: [{ name: undefined, port: 80, protocol: 'TCP' }] },
  ]);
});

test('the address of a Service leads to a pod, and is refused without one, and on ports that the Service does not have', () => {
  expect(clusterIpRules(ALL, [POD, STORE]).split('\n')).toEqual([
    '*nat',
    '-A PREROUTING -d 10.96.0.20/32 -p tcp --dport 80 -j DNAT --to-destination 10.244.0.10:8080',
    '-A POSTROUTING -o eth0 -m conntrack --ctstate DNAT -j MASQUERADE',
    'COMMIT',
    '*filter',
    '-A INPUT -d 10.96.0.20/32 -p tcp -j REJECT --reject-with tcp-reset',
    '-A INPUT -d 10.96.0.21/32 -p tcp -j REJECT --reject-with tcp-reset',
    'COMMIT',
    '',
  ]);
});

test('a pod answers on the target ports of the Services that select it', () => {
  expect(targetPorts(ALL, POD)).toEqual([8080]);
  expect(targetPorts(ALL, STORE)).toEqual([5432]);
});

test.each([
  ['with a sidecar', POD, { 'app': 'web', 'security.istio.io/tlsMode': 'istio' }],
  ['without a sidecar', { ...POD, injected: false }, { app: 'web' }],
  ['of a gateway', { ...POD, annotations: { 'inject.istio.io/templates': 'gateway' } }, { app: 'web' }],
])('the labels of a pod %s tell whether its proxy accepts mutual TLS', (_, pod, labels) => {
  expect(podObject(pod).metadata?.labels).toEqual(labels);
});

test('a pod in ambient mode accepts the tunnels of ztunnel', () => {
  expect(podObject({ ...POD, injected: false, ambient: true }).metadata).toEqual({
    name: 'pod-1', namespace: 'shop', labels: { app: 'web' }, annotations: { 'ambient.istio.io/redirection': 'enabled' },
  });
});
