import { check } from '../../../src/analysis/check';
import { entry, istio, verdictOf } from '../manifests';

const ENDPOINTS = [{ address: '10.1.1.1', locality: 'eu/a/1', network: 'n1' }, { address: '10.1.1.2', locality: 'us/b' }, { address: '10.1.1.3', labels: { 'istio-locality': 'ap.c' } }];
const STATIC = { location: 'MESH_INTERNAL', resolution: 'STATIC' };

const ADDED: readonly [label: string, value: string][] = [
  ['topology.kubernetes.io/region', 'eu'],
  ['topology.kubernetes.io/region', 'ap'],
  ['topology.kubernetes.io/zone', 'b'],
  ['topology.istio.io/subzone', '1'],
  ['topology.istio.io/network', 'n1'],
  ['topology.istio.io/cluster', 'Kubernetes'],
];

const MISSING: readonly [label: string, value: string][] = [
  ['topology.kubernetes.io/region', 'asia'],
  ['topology.istio.io/subzone', '2'],
  ['topology.istio.io/network', 'n2'],
  ['kubernetes.io/hostname', 'node1'],
];

function subset(host: string, labels: object) {
  return istio('DestinationRule', 'api', { host, subsets: [{ name: 'some', labels }] });
}

function routed(host: string) {
  return istio('VirtualService', 'api', { hosts: [host], http: [{ route: [{ destination: { host, subset: 'some' } }] }] });
}

function verdict(spec: object, labels: object, ...others: ReturnType<typeof istio>[]): string {
  return verdictOf([entry('api.test', 80, 'HTTP', { ...STATIC, ...spec }), subset('api.test', labels), routed('api.test'), ...others], { host: 'api.test', port: 80, protocol: 'http' });
}

function hasPods(...objects: Parameters<typeof check>[0]): boolean {
  return !check(objects).some(({ rule }) => rule === 'destination-rule/subset-without-pods');
}

test.each(ADDED)('istiod adds the label %s=%s to endpoints', (label, value) => {
  expect(verdict({ endpoints: ENDPOINTS }, { [label]: value })).toBe('REACHABLE api.test');
  expect(hasPods(entry('api.test', 80, 'HTTP', { ...STATIC, endpoints: ENDPOINTS }), subset('api.test', { [label]: value }))).toBe(true);
});

test.each(MISSING)('no endpoint has the label %s=%s', (label, value) => {
  expect(verdict({ endpoints: ENDPOINTS }, { [label]: value })).toBe('BLOCKED');
  expect(hasPods(entry('api.test', 80, 'HTTP', { ...STATIC, endpoints: ENDPOINTS }), subset('api.test', { [label]: value }))).toBe(false);
});

test('WorkloadEntries have them too, and are selected without them', () => {
  const workload = istio('WorkloadEntry', 'w', { address: '10.1.1.1', labels: { app: 'api' }, locality: 'eu/a' });
  const selecting = (labels: object) => entry('api.test', 80, 'HTTP', { ...STATIC, workloadSelector: { labels } });
  const eu = subset('api.test', { 'topology.kubernetes.io/region': 'eu' });
  expect(hasPods(selecting({ app: 'api' }), workload, eu)).toBe(true);
  expect(hasPods(selecting({ 'topology.kubernetes.io/region': 'eu' }), workload, eu)).toBe(false);
});

test('which of them pods have depends on their nodes, so subsets of pods are not empty for sure', () => {
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'egress' }, spec: { selector: { app: 'web' }, ports: [{ port: 80 }] } };
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'egress', labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web' }] } };
  const zone = (labels: object) => subset('web.egress.svc.cluster.local', { 'topology.kubernetes.io/zone': 'a', 'kubernetes.io/hostname': 'n', ...labels });
  expect(hasPods(service, pod, zone({}))).toBe(true);
  expect(hasPods(service, pod, zone({ app: 'web' }))).toBe(true);
  expect(hasPods(service, pod, zone({ app: 'api' }))).toBe(false);
});
