import type { KubernetesObject } from '../../../../src/analysis/base/kubernetes-object';
import { MeshModel } from '../../../../src/analysis/model/mesh-model';
import { trace, TraceAnswer } from '../../../../src/analysis/reach/trace/trace';

const service = (clusterIP: string): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'db', namespace: 'shop' },
  spec: { clusterIP, selector: { app: 'db' }, ports: [{ name: 'tcp', port: 5432 }] },
});

const statefulSet = (spec: object): KubernetesObject => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'db', namespace: 'shop' },
  spec: { serviceName: 'db', template: { metadata: { labels: { app: 'db' } } }, ...spec },
});

const deployment: KubernetesObject = {
  apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'more', namespace: 'shop' }, spec: { template: { metadata: { labels: { app: 'db' } } } },
};

function traced(host: string, objects: readonly KubernetesObject[]): TraceAnswer {
  return trace(MeshModel.of(objects), { namespace: 'shop', host, port: 5432, protocol: 'tcp' });
}

test.each([
  ['db-0.db', {}, 'ARRIVES'],
  ['db-1.db.shop.svc.cluster.local', { replicas: 2 }, 'ARRIVES'],
  ['db-2.db.shop.svc.cluster.local', { replicas: 2 }, 'FAILS'],
  ['db-0.db.shop.svc.cluster.local', { ordinals: { start: 3 } }, 'FAILS'],
  ['db-3.db.shop.svc.cluster.local', { ordinals: { start: 3 } }, 'ARRIVES'],
])('%s, a name below a headless Service, is known if a StatefulSet with %j makes the pod: %s', (host, spec, outcome) => {
  expect(traced(host, [service('None'), statefulSet(spec)]).outcome).toBe(outcome);
});

test('a pod that no StatefulSet makes has no name in DNS', () => {
  expect(traced('db-7.db.shop.svc.cluster.local', [service('None'), statefulSet({ replicas: 2 })])).toEqual({
    outcome: 'FAILS',
    hops: [{ at: 'dns', because: ['Service shop/db', 'StatefulSet shop/db'], text: expect.any(String) as string }],
    explanation: 'DNS of the cluster does not know db-7.db.shop.svc.cluster.local: no StatefulSet of headless Service shop/db has a pod of that name. '
      + 'Use db.shop.svc.cluster.local, or the name of a pod that exists.',
  });
});

test('a pod without a sidecar finds no such name either', () => {
  const question = { namespace: 'shop', host: 'x.db.shop.svc.cluster.local', port: 5432, protocol: 'tcp', injected: false } as const;
  expect(trace(MeshModel.of([service('10.96.0.9')]), question)).toMatchObject({ outcome: 'FAILS', hops: [{ at: 'dns' }] });
});

test('whether such a pod listens on a port that the Service does not declare is unknown', () => {
  const question = { namespace: 'shop', host: 'db-0.db', port: 9000, protocol: 'tcp', injected: true, annotations: { 'sidecar.istio.io/interceptionMode': 'NONE' } } as const;
  expect(trace(MeshModel.of([service('None'), statefulSet({})]), question)).toMatchObject({ outcome: 'UNKNOWN', hops: [{ at: 'endpoint' }] });
});

test('pods of a Service with an address have no names', () => {
  expect(traced('db-0.db.shop.svc.cluster.local', [service('10.96.0.9')])).toMatchObject({
    outcome: 'FAILS', explanation: expect.stringContaining('Service shop/db is not headless, so its pods have no names') as string,
  });
});

test.each<[string, readonly KubernetesObject[]]>([
  ['no pods are among the objects', []],
  ['another workload makes pods of the Service', [statefulSet({}), deployment]],
])('it is unknown if %s', (_, more) => {
  expect(traced('db-7.db.shop.svc.cluster.local', [service('None'), ...more]).outcome).toBe('UNKNOWN');
});
