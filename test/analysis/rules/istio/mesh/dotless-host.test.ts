import type { KubernetesObject } from '../../../../../src/analysis/base/kubernetes-object';
import { check } from '../../../../../src/analysis/check';
import { entry, istio } from '../../../manifests';

const ENTRY = entry('legacy', 80, 'HTTP', {}, { namespace: 'shop' });
const SERVICE = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'legacy', namespace: 'shop' }, spec: { ports: [{ port: 80, name: 'http' }] } };

function paths(...objects: KubernetesObject[]): (string | undefined)[] {
  return check(objects).filter(({ rule }) => rule === 'mesh/dotless-host').map(({ object, message }) => `${object} ${/'([^']+)'/.exec(message)?.[1]}`);
}

function routes(spec: object): KubernetesObject {
  return istio('VirtualService', 'v', { hosts: ['front.test'], ...spec }, { namespace: 'shop' });
}

test('a rule for the dotless host of an entry has no effect on it', () => {
  const rule = istio('DestinationRule', 'd', { host: 'legacy' }, { namespace: 'shop' });
  expect(check([ENTRY, rule]).filter(({ rule: name }) => name === 'mesh/dotless-host')).toEqual([{
    rule: 'mesh/dotless-host',
    severity: 'warning',
    upstream: 'ours',
    object: 1,
    related: 0,
    message: '\'spec.host\' has no dot, so Istio completes it to "legacy.shop.svc.cluster.local", got "legacy": it has no effect on ServiceEntry shop/legacy, whose host stays as it is written; '
      + 'give the entry a host with a dot, and use it here',
  }]);
});

test.each<[string, object, string]>([
  ['its hosts', { hosts: ['legacy'], http: [{ directResponse: { status: 200 } }] }, '1 spec.hosts[0]'],
  ['a destination', { http: [{ route: [{ destination: { host: 'legacy' } }] }] }, '1 spec.http[0].route[0].destination.host'],
  ['a destination of TCP', { tcp: [{ route: [{ destination: { host: 'legacy' } }] }] }, '1 spec.tcp[0].route[0].destination.host'],
  ['a mirror', { http: [{ route: [{ destination: { host: 'front.test' } }], mirror: { host: 'legacy' } }] }, '1 spec.http[0].mirror.host'],
])('a VirtualService cannot name it in %s', (_, spec, path) => {
  expect(paths(ENTRY, routes(spec))).toEqual([path]);
});

test('a name without a dot may mean a Service of the namespace, or something that is not among the objects', () => {
  const route = routes({ http: [{ route: [{ destination: { host: 'legacy' } }] }] });
  expect(paths(ENTRY, SERVICE, route)).toEqual([]);
  expect(paths(SERVICE, route)).toEqual([]);
  expect(paths(route)).toEqual([]);
  expect(paths(entry('legacy.test', 80, 'HTTP'), route)).toEqual([]);
});
