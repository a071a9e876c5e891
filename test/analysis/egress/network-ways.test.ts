import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { NetworkWays } from '../../../src/analysis/egress/network-ways';
import { meshSettingsOf } from '../../../src/analysis/settings/mesh-config';
import { entry, istio } from '../manifests';

const SERVICE: KubernetesObject = {
  apiVersion: 'v1', kind: 'Service', metadata: { name: 'gateway', namespace: 'egress' }, spec: { selector: { app: 'gateway' }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
};
const TO_GATEWAY = { route: [{ destination: { host: 'gateway.egress.svc.cluster.local', port: { number: 80 } } }] };
const GATEWAY = { peer: { kind: 'pods', namespace: 'egress', labels: { app: 'gateway' } }, port: { protocol: 'TCP', port: 8080 } };
const DIRECT = { peer: { kind: 'names' }, port: { protocol: 'TCP', port: 80 } };
const API = entry('api.test', 80, 'HTTP');

function route(http: object[], spec: object = {}): KubernetesObject {
  return istio('VirtualService', 'route', { hosts: ['api.test'], http, ...spec });
}

function waysFrom(namespace: string, objects: readonly KubernetesObject[], meshConfig: object = {}) {
  return new NetworkWays(objects, [], meshSettingsOf(meshConfig)).from(namespace, ['*/api.test']);
}

test('a route of a delegate is followed, as far as the delegate is exported', () => {
  const delegating = route([{ delegate: { name: 'inner', namespace: 'team' } }]);
  const delegate = (spec: object) => istio('VirtualService', 'inner', { http: [TO_GATEWAY], ...spec }, { namespace: 'team' });
  expect(waysFrom('shop', [API, SERVICE, delegating, delegate({})]).ways).toEqual([GATEWAY]);
  expect(waysFrom('shop', [API, SERVICE, delegating, delegate({ exportTo: ['.'] })]).ways).toEqual([DIRECT]);
});

test('a route for clients of another namespace does not count', () => {
  const objects = [API, SERVICE, route([{ match: [{ sourceNamespace: 'bank' }], ...TO_GATEWAY }])];
  expect(waysFrom('bank', objects).ways).toEqual([GATEWAY]);
  expect(waysFrom('shop', objects).ways).toEqual([DIRECT]);
});

test('objects in a List are read, and those of other API groups are not', () => {
  const list = { apiVersion: 'v1', kind: 'List', items: [API, SERVICE, route([TO_GATEWAY])] } as unknown as KubernetesObject;
  expect(waysFrom('shop', [list]).ways).toEqual([GATEWAY]);
  const others = [API, SERVICE, route([TO_GATEWAY])].map(object => ({ ...object, apiVersion: 'other.example/v1' }));
  expect(waysFrom('shop', others)).toEqual({ ways: [], unknown: ['*/api.test'] });
});

test('an entry that the mesh hides from other namespaces is not declared there', () => {
  const hidden = { serviceEntryVisibility: { applyToSidecars: true, defaultVisibility: 'NAMESPACE' } };
  expect(waysFrom('egress', [API], hidden)).toEqual({ ways: [DIRECT], unknown: [] });
  expect(waysFrom('shop', [API], hidden)).toEqual({ ways: [], unknown: ['*/api.test'] });
});
