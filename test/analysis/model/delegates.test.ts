import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { ask, entry, istio, verdictOf } from '../manifests';

const HTTP = { host: 'api.test', port: 80, protocol: 'http' as const };
const SERVICES = ['api.test', 'a.test', 'b.test'].map(host => entry(host, 80, 'HTTP'));

function to(host: string, match?: object): object {
  return { ...match ? { match: [match] } : {}, route: [{ destination: { host } }] };
}

function root(...http: object[]): KubernetesObject {
  return istio('VirtualService', 'root', { hosts: ['api.test'], http });
}

function delegate(...http: object[]): KubernetesObject {
  return istio('VirtualService', 'd', { http });
}

const DELEGATING = { delegate: { name: 'd', namespace: 'egress' } };

test('the rules of the delegate replace the rule that delegates', () => {
  expect(ask([...SERVICES, root({ match: [{ uri: { prefix: '/a' } }], ...DELEGATING }, to('b.test')), delegate(to('a.test'))], { ...HTTP, path: '/a/x' })).toEqual({
    verdict: 'MISROUTED',
    service: 'a.test',
    port: 80,
    because: ['ServiceEntry egress/a.test', 'VirtualService egress/root'],
    explanation: 'A plain text request from namespace shop to api.test:80 is sent to a.test:80 by VirtualService egress/root. If that is an egress gateway, this is '
      + 'what such a gateway is for; otherwise change the hosts or matches of that VirtualService.',
  });
  expect(verdictOf([...SERVICES, root({ match: [{ uri: { prefix: '/a' } }], ...DELEGATING }, to('b.test')), delegate(to('a.test'))], HTTP)).toBe('MISROUTED b.test');
});

test('without a namespace, the delegate is in that of the VirtualService', () => {
  expect(verdictOf([...SERVICES, root({ delegate: { name: 'd' } }), delegate(to('a.test'))], HTTP)).toBe('MISROUTED a.test');
});

test.each<[string, KubernetesObject[]]>([
  ['there is none', []],
  ['it has hosts', [istio('VirtualService', 'd', { hosts: ['d.test'], http: [to('a.test')] })]],
  ['it is in another namespace', [istio('VirtualService', 'd', { http: [to('a.test')] }, { namespace: 'shop' })]],
  ['it is not exported', [istio('VirtualService', 'd', { http: [to('a.test')], exportTo: ['shop'] })]],
])('nothing replaces it if %s', (_, others) => {
  expect(verdictOf([...SERVICES, root(DELEGATING), ...others], HTTP)).toBe('REACHABLE api.test');
  expect(verdictOf([...SERVICES, root(DELEGATING, to('b.test')), ...others], HTTP)).toBe('MISROUTED b.test');
});

test('short names are those of the namespace that has the rule', () => {
  const web = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'other' }, spec: { clusterIP: '10.0.0.1', ports: [{ port: 80, name: 'http' }] } };
  const objects = [...SERVICES, web, root({ delegate: { name: 'd', namespace: 'other' } }), istio('VirtualService', 'd', { http: [to('web')] }, { namespace: 'other' })];
  expect(verdictOf(objects, HTTP)).toBe('MISROUTED web.other.svc.cluster.local');
});

test('a rule that delegates may have the proxy answer', () => {
  expect(verdictOf([...SERVICES, root({ ...DELEGATING, directResponse: { status: 503 } }), delegate(to('api.test'))], HTTP)).toBe('BLOCKED');
});

test.each<[string, object, object, string]>([
  ['a longer prefix', { uri: { prefix: '/a' } }, { uri: { prefix: '/a/b' } }, 'a.test'],
  ['a path below a prefix', { uri: { prefix: '/a' } }, { uri: { exact: '/a/b/c' } }, 'a.test'],
  ['the same path', { uri: { exact: '/a/b/c' } }, { uri: { exact: '/a/b/c' } }, 'a.test'],
  ['a shorter prefix', { uri: { prefix: '/a/b/c' } }, { uri: { prefix: '/a' } }, 'b.test'],
  ['another path', { uri: { exact: '/a/b' } }, { uri: { exact: '/a/b/c' } }, 'b.test'],
  ['a prefix for a path', { uri: { exact: '/a/b/c' } }, { uri: { prefix: '/a' } }, 'b.test'],
  ['a regular expression', { uri: { prefix: '/a' } }, { uri: { regex: '/a.*' } }, 'b.test'],
  ['something else', { port: 80 }, { uri: { prefix: '/a' } }, 'a.test'],
  ['another letter case', { uri: { prefix: '/a' } }, { uri: { prefix: '/a' }, ignoreUriCase: true }, 'b.test'],
  ['another port', { port: 8080 }, { port: 80 }, 'b.test'],
  ['its own port', { uri: { prefix: '/a' } }, { port: 80 }, 'a.test'],
  ['no namespace', { sourceNamespace: 'shop' }, { port: 80 }, 'b.test'],
  ['the namespace', { sourceNamespace: 'shop' }, { sourceNamespace: 'shop' }, 'a.test'],
  ['another namespace', { port: 80 }, { sourceNamespace: 'other' }, 'b.test'],
  ['another label', { sourceLabels: { app: 'web' } }, { sourceLabels: { app: 'db' } }, 'b.test'],
  ['one more label', { sourceLabels: { app: 'web' } }, { sourceLabels: { tier: 'a' } }, 'a.test'],
  ['gateways of its own', { gateways: ['mesh'] }, { gateways: ['mesh', 'egress/g'] }, 'b.test'],
  ['the gateways', { gateways: ['mesh', 'egress/g'] }, { gateways: ['mesh'] }, 'a.test'],
  ['another value of a header', { headers: { x: { exact: 'a' } } }, { headers: { x: { exact: 'b' } } }, 'b.test'],
  ['a header that is there', { headers: { x: { exact: 'a' } } }, { headers: { x: {} } }, 'b.test'],
])('a match of the delegate that has %s', (_, wide, narrow, service) => {
  const objects = [...SERVICES, root({ match: [wide], ...DELEGATING }, to('b.test')), delegate(to('a.test', narrow))];
  expect(verdictOf(objects, { ...HTTP, path: '/a/b/c', labels: { app: 'web', tier: 'a' } })).toBe(`MISROUTED ${service}`);
});

test('of several alternatives each must fit one of the rule that delegates', () => {
  const wide = { match: [{ uri: { prefix: '/x' } }, { uri: { prefix: '/a' } }] };
  const fitting = { match: [{ uri: { prefix: '/a/b' } }, { uri: { prefix: '/x/y' } }], route: [{ destination: { host: 'a.test' } }] };
  const unfitting = { ...fitting, match: [...fitting.match, { uri: { prefix: '/c' } }] };
  const verdicts = [fitting, unfitting].map(rule => verdictOf([...SERVICES, root({ ...wide, ...DELEGATING }, to('b.test')), delegate(rule)], { ...HTTP, path: '/a/b' }));
  expect(verdicts).toEqual(['MISROUTED a.test', 'MISROUTED b.test']);
});
