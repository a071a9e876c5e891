import * as fc from 'fast-check';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { MeshEgress } from '../../../src/analysis/egress/mesh-egress';
import { reachKey } from '../../../src/analysis/egress/reach-key';
import { MeshModel } from '../../../src/analysis/model/mesh-model';
import { clientOf, failingFrom, reachableFrom, reachedFrom } from '../../../src/analysis/reach/trace/reachable-from';
import { meshSettingsOf } from '../../../src/analysis/settings/mesh-config';
import { entry, istio, LOCKED, sidecar } from '../manifests';
import { meshes } from '../mesh-arbitrary';

const NAMESPACES = ['shop', 'egress', 'team-a', 'team-b'];
const HOSTS = ['a.test', '*.test', 'x.w.test', 'web', 'db.web', '*.web', 'web.team-a.svc.cluster.local', '*.team-a.svc.cluster.local', 'nowhere.test', 'unknown-host.invalid'];

const one = fc.constantFrom;

function named(object: KubernetesObject, namespace: string, name: string): KubernetesObject {
  return { ...object, metadata: { ...object.metadata, namespace, name } };
}

const rules = fc.record({
  namespace: one(...NAMESPACES, 'istio-system'),
  host: one(...HOSTS),
  exportTo: one(undefined, ['.'], ['*'], ['team-a'], ['shop', '.']),
  selector: one(undefined, undefined, { app: 'web' }),
  tls: one({ mode: 'SIMPLE' }, { mode: 'DISABLE' }, { mode: 'MUTUAL', credentialName: 'certificate' }),
}).map(({ namespace, host, exportTo, selector, tls }) => istio('DestinationRule', '', {
  host, trafficPolicy: { tls }, ...exportTo && { exportTo }, ...selector && { workloadSelector: { matchLabels: selector } },
}, { namespace }));

const entries = fc.record({
  namespace: one(...NAMESPACES),
  host: one(...HOSTS),
  port: one(80, 443),
  protocol: one('HTTP', 'TLS', 'TCP'),
  exportTo: one(['*'], ['*'], ['.'], ['team-b']),
}).map(({ namespace, host, port, protocol, exportTo }) => istio('ServiceEntry', '', {
  hosts: [host], ports: [{ number: port, name: 'p', protocol }], exportTo, location: 'MESH_EXTERNAL', resolution: host.startsWith('*') ? 'NONE' : 'DNS',
}, { namespace }));

const services = fc.record({
  namespace: one(...NAMESPACES),
  name: one('web', 'invalid', 'test'),
  clusterIP: one('10.96.0.1', 'None'),
  port: one(80, 443),
}).map(({ namespace, name, clusterIP, port }) => ({ apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec: { clusterIP, ports: [{ port, name: 'tcp' }] } }));

/** The same Sidecar in several namespaces. */
const sidecars = fc.record({
  hosts: fc.uniqueArray(one('*/*', './*', 'shop/*', 'team-a/*', '*/a.test', '~/a.test'), { minLength: 1, maxLength: 2 }),
  mode: one(undefined, 'REGISTRY_ONLY', 'ALLOW_ANY'),
  namespaces: fc.uniqueArray(one(...NAMESPACES), { minLength: 1 }),
}).map(({ hosts, mode, namespaces }) => namespaces.map(namespace => {
  return istio('Sidecar', '', { egress: [{ hosts }], ...mode && { outboundTrafficPolicy: { mode } } }, { namespace });
}));

const others = fc.oneof(
  fc.record({ namespace: one(...NAMESPACES) }).map(({ namespace }) => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'certificate', namespace } })),
  fc.record({ namespace: one(...NAMESPACES, 'istio-system') }).map(({ namespace }) => istio('EnvoyFilter', '', {}, { namespace })),
  fc.record({ namespace: one(...NAMESPACES) }).map(({ namespace }) => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'alias', namespace }, spec: { type: 'ExternalName', externalName: 'a.test', ports: [{ port: 443, name: 'tcp' }] } })),
  fc.record({ namespace: one(...NAMESPACES) }).map(({ namespace }) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels: { 'istio.io/dataplane-mode': 'ambient' } } })),
  fc.record({ namespace: one(...NAMESPACES) }).map(({ namespace }) => istio('VirtualService', '', {
    hosts: ['a.test'], tls: [{ match: [{ port: 443, sniHosts: ['a.test'], sourceNamespace: 'team-a' }], route: [{ destination: { host: 'x.w.test', port: { number: 443 } } }] }],
  }, { namespace })),
);

const workloads = NAMESPACES.flatMap(namespace => [{}, { app: 'web' }].map((labels, index) => ({
  apiVersion: 'v1', kind: 'Pod', metadata: { name: `pod-${index}`, namespace, labels }, spec: { containers: [] },
}))) as KubernetesObject[];

const models = fc.record({
  mesh: meshes(true),
  added: fc.tuple(
    fc.array(rules, { maxLength: 2 }), fc.array(entries, { maxLength: 2 }), fc.array(services, { maxLength: 2 }), sidecars,
    fc.array(others, { maxLength: 1 }),
  ),
  isAlone: fc.boolean(),
}).map(({ mesh: { objects, meshConfig }, added, isAlone }) => {
  const more = (added.flat() as KubernetesObject[]).map((object, index) => {
    const { metadata, kind } = object;
    const keepsName = ['Service', 'Secret', 'Namespace'].includes(kind as string);
    return named(object, metadata!.namespace as string, keepsName ? metadata!.name as string : `added-${index}`);
  });
  return MeshModel.of([...isAlone ? [] : objects, ...more, ...workloads], meshSettingsOf(meshConfig));
});

test('workloads that share an answer get what each of them is answered by itself', () => {
  let shared = 0;
  fc.assert(fc.property(models, model => {
    const mesh = new MeshEgress(model);
    for (const workload of model.workloads) {
      const client = clientOf(model, workload);
      expect(mesh.ofWorkload(workload)).toEqual(reachableFrom(model, client));
      expect(mesh.failingOf(workload)).toEqual(failingFrom(model, client));
      for (const host of HOSTS.filter(name => !name.startsWith('*'))) {
        for (const protocol of ['http', 'https'] as const) {
          const asked = { host, port: 443, protocol };
          expect(mesh.reachedBy(workload, asked)).toEqual(reachedFrom(model, client, asked));
        }
      }
    }
    if (new Set(model.workloads.map(workload => reachKey(model, workload))).size <= 4) { shared++; }
  }), { numRuns: 120 });
  // Otherwise, nothing was compared with the answer for another namespace.
  expect(shared).toBeGreaterThan(10);
});

const pods = ['team-a', 'team-b'].map(namespace => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace }, spec: { containers: [] } }));

function reachedIn(objects: readonly object[], meshConfig: object = LOCKED): Record<string, unknown> {
  const model = MeshModel.of([...pods, ...objects] as KubernetesObject[], meshSettingsOf(meshConfig));
  const mesh = new MeshEgress(model);
  return Object.fromEntries(model.workloads.map(workload => [workload.namespace, mesh.ofWorkload(workload)]));
}

test('workloads of namespaces that the mesh treats the same share one answer', () => {
  const api = entry('api.test', 443, 'TLS');
  const both = ['team-a', 'team-b'].map(namespace => sidecar(['*/*'], {}, { namespace }));
  const { 'team-a': a, 'team-b': b } = reachedIn([api, ...both]);
  expect(a).toBe(b);
  expect(a).toMatchObject({ destinations: [{ host: 'api.test', verdict: 'REACHABLE' }] });
});

test.each([
  ['a host stands for all Services of one of them', [entry('a.test', 80, 'HTTP'), entry('*.team-a.svc.cluster.local', 80, 'HTTP', { resolution: 'NONE' })]],
  ['one of them has a DestinationRule for the host of another', [entry('a.test', 443, 'TLS'), istio('DestinationRule', 'tls', { host: 'a.test', trafficPolicy: { tls: { mode: 'SIMPLE' } } }, { namespace: 'team-a' })]],
  ['an entry is for one of them only', [entry('a.test', 443, 'TLS', { exportTo: ['team-a'] })]],
  ['their Sidecars import their own namespaces', [
    entry('a.test', 443, 'TLS', {}, { namespace: 'team-a' }), ...['team-a', 'team-b'].map(namespace => sidecar(['./*'], {}, { namespace })),
  ]],
])('they do not if %s', (_, objects) => {
  const { 'team-a': a, 'team-b': b } = reachedIn(objects);
  expect(a).not.toEqual(b);
});

test('they do not if a Service of one of them has the name of a declared host, which their clients then dial', () => {
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'team-a' }, spec: { clusterIP: '10.96.0.1', ports: [{ port: 80, name: 'http' }] } };
  const bare = pods.map(pod => ({ ...pod, metadata: { ...pod.metadata, name: 'bare', labels: { 'sidecar.istio.io/inject': 'false' } } }));
  const { 'team-a': a, 'team-b': b } = reachedIn([entry('web', 443, 'TLS'), service, ...bare]);
  expect(a).toMatchObject({ destinations: [] });
  expect(b).toMatchObject({ destinations: [{ host: 'web', verdict: 'BYPASSED' }] });
});

test('a DestinationRule beside the only entry of its host is the same for all', () => {
  const rule = istio('DestinationRule', 'tls', { host: 'a.test', trafficPolicy: { tls: { mode: 'SIMPLE' } } }, { namespace: 'team-a' });
  const { 'team-a': a, 'team-b': b } = reachedIn([entry('a.test', 80, 'HTTP', {}, { namespace: 'team-a' }), rule]);
  expect(a).toBe(b);
});
