import type { KubernetesObject } from '../../../../src/analysis/base/kubernetes-object';
import { MeshModel } from '../../../../src/analysis/model/mesh-model';
import { decidingLabels } from '../../../../src/analysis/model/pods/deciding-labels';
import { proveEgress } from '../../../../src/analysis/reach/trace/egress-proof';
import { joinShortfalls } from '../../../../src/analysis/reach/trace/join-shortfalls';
import { meshSettingsOf } from '../../../../src/analysis/settings/mesh-config';
import { entry, istio, LOCKED } from '../../manifests';

function deployment(name: string, labels: object): KubernetesObject {
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace: 'shop' }, spec: { template: { metadata: { labels } } } };
}

/** Routes the clients with a label to another service. */
const routed = istio('VirtualService', 'a', {
  hosts: ['a.test'], tls: [{ match: [{ sniHosts: ['a.test'], sourceLabels: { tier: 'batch' } }], route: [{ destination: { host: 'b.test' } }] }],
});
const forSome = istio('DestinationRule', 'a', { host: 'a.test', workloadSelector: { matchLabels: { 'subset-user': 'yes' } } });

function meshOf(...objects: KubernetesObject[]): MeshModel {
  return MeshModel.of([entry('a.test', 443, 'TLS'), entry('b.test', 443, 'TLS'), ...objects], meshSettingsOf(LOCKED));
}

test('only labels that a VirtualService or a DestinationRule matches on are part of the key', () => {
  const labels = { 'app': 'web', 'tier': 'batch', 'subset-user': 'no' };
  expect(decidingLabels(meshOf(), labels)).toBe('[]');
  expect(decidingLabels(meshOf(routed, forSome), labels)).toBe('[["tier","batch"],["subset-user","no"]]');
  expect(decidingLabels(meshOf(routed, forSome), { app: 'web' })).toBe('[]');
});

test('workloads of one namespace are checked separately if a route matches on their labels', () => {
  const web = deployment('web', { app: 'web' });
  const mesh = meshOf(routed, web, deployment('night', { app: 'night', tier: 'batch' }), deployment('noon', { app: 'noon', tier: 'batch' }));
  const shortfalls = joinShortfalls(proveEgress(mesh, mesh.workloads, [{ label: 'https://a.test:443', host: 'a.test', port: 443, protocol: 'https' }]));
  expect(shortfalls.map(({ workloads, sidecars, ...rest }) => ({ ...rest, workloads: workloads.map(({ ref }) => ref.name) }))).toEqual([{
    certain: true,
    workloads: ['night', 'noon'],
    message: expect.stringMatching(/^Deployment shop\/night, Deployment shop\/noon do not reach https:\/\/a\.test:443: .*VirtualService egress\/a/) as string,
  }]);
});
