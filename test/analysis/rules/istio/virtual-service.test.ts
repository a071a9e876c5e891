import type { KubernetesObject } from '../../../../src/analysis/base/kubernetes-object';
import { check } from '../../../../src/analysis/check';
import { entry, istio, sidecar } from '../../manifests';

function messages(rule: string, ...objects: KubernetesObject[]): string[] {
  return check(objects).filter(finding => finding.rule === rule).map(({ object, message }) => `${object}: ${message}`);
}

function routes(spec: object, name = 'v'): KubernetesObject {
  return istio('VirtualService', name, { hosts: ['api.test'], ...spec });
}

function to(port: number, match?: object[], host = 'api.test', subset?: string): object {
  return { ...match ? { match } : {}, route: [{ destination: { host, subset, port: { number: port } } }] };
}

const PORTS = { ports: [{ number: 80, name: 'http', protocol: 'HTTP' }, { number: 443, name: 'tls', protocol: 'TLS' }] };
const API = entry('api.test', 80, 'HTTP', PORTS);

describe('virtual-service/conflicting-gateway-hosts', () => {
  const at = (http: object[], spec: object = {}) => ({ gateways: ['gw'], http, ...spec });
  const path = (text: string, kind = 'prefix') => ({ uri: { [kind]: text } });
  const conflicts = (a: object, b: object) => messages('virtual-service/conflicting-gateway-hosts', API, routes(a, 'a'), routes(b, 'b')).length > 0;

  test.each<[string, object[] | undefined, object[] | undefined, boolean]>([
    ['both take every request', undefined, undefined, true],
    ['both have the prefix of all paths', [path('/')], undefined, true],
    ['only one takes every request, which istiod moves to the end', [path('/a')], undefined, false],
    ['the prefixes differ', [path('/a')], [path('/b')], false],
    ['one prefix begins with the other', [path('/a')], [path('/a/b')], true],
    ['a path begins with the prefix', [path('/a')], [path('/a/b', 'exact')], true],
    ['a path does not begin with the prefix', [path('/a/b', 'exact')], [path('/c')], false],
    ['the paths differ', [path('/a', 'exact')], [path('/ab', 'exact')], false],
    ['the paths are equal', [path('/a', 'exact')], [path('/a', 'exact')], true],
    ['regular expressions differ', [path('/a.*', 'regex')], [path('/ab.*', 'regex')], false],
    ['regular expressions are equal', [path('/a.*', 'regex')], [path('/a.*', 'regex')], true],
    ['one of several matches overlaps', [path('/a'), path('/b')], [path('/c'), path('/b')], true],
    ['the methods differ', [{ ...path('/a'), method: { exact: 'GET' } }], [{ ...path('/a'), method: { exact: 'POST' } }], false],
    ['a header differs', [{ headers: { v: { exact: '1' } } }], [{ headers: { v: { exact: '2' } } }], false],
    ['a header is equal', [{ headers: { v: { exact: '1' } } }], [{ headers: { v: { exact: '1' } } }], true],
    ['the headers are others', [{ headers: { v: { exact: '1' } } }], [{ headers: { w: { exact: '1' } } }], false],
    ['only one needs a header', [{ ...path('/a'), headers: { v: { exact: '1' } } }], [path('/a')], true],
    ['one excludes the header of the other', [{ ...path('/a'), headers: { v: {} }, method: { exact: 'GET' } }], [{ ...path('/a'), withoutHeaders: { v: {} }, method: { exact: 'GET' } }], false],
    ['the authorities differ', [{ authority: { exact: 'a.test' } }], [{ authority: { exact: 'b.test' } }], false],
    ['the ports differ', [{ ...path('/a'), port: 80 }], [{ ...path('/a'), port: 443 }], false],
    ['one is for another gateway', [{ ...path('/a'), gateways: ['mesh'] }], [path('/a')], false],
  ])('of two VirtualServices, if %s', (_, first, second, isConflict) => {
    expect(conflicts(at([to(80, first)], { gateways: ['gw', 'mesh'] }), at([to(80, second)]))).toBe(isConflict);
  });

  test.each<[string, object, object, boolean]>([
    ['equal server names', { tls: [to(443, [{ sniHosts: ['api.test'] }])] }, { tls: [to(443, [{ sniHosts: ['api.test'] }])] }, true],
    ['other server names', { hosts: ['*.test'], tls: [to(443, [{ sniHosts: ['a.test'] }])] }, { hosts: ['*.test'], tls: [to(443, [{ sniHosts: ['b.test'] }])] }, false],
    ['requests and server names', { http: [to(80)] }, { tls: [to(443, [{ sniHosts: ['api.test'] }])] }, false],
    ['all connections', { tcp: [to(443)] }, { tcp: [to(443)] }, true],
    ['connections of two ports', { tcp: [to(443, [{ port: 1 }])] }, { tcp: [to(443, [{ port: 2 }])] }, false],
  ])('routes for %s', (_, a, b, isConflict) => {
    expect(conflicts({ gateways: ['gw'], ...a }, { gateways: ['gw'], ...b })).toBe(isConflict);
  });

  test('the message names the other object', () => {
    expect(messages('virtual-service/conflicting-gateway-hosts', API, routes(at([to(80)]), 'a'), routes(at([to(80)]), 'b'))).toEqual([
      '2: \'spec.hosts\' has "api.test" for Gateway "egress/gw", and so does VirtualService egress/a, and a request can match both: which route it takes depends on their age; '
        + 'merge them, or make their matches exclude each other',
    ]);
  });
});

test('a host given twice in one VirtualService is no conflict of two', () => {
  expect(messages('virtual-service/conflicting-hosts', routes({ hosts: ['api.test', 'api.test'], http: [to(80)] }))).toEqual([
    '0: \'spec.hosts\' has "api.test" twice, directly or by a wildcard; remove one of the hosts',
  ]);
});

describe('VirtualServices with one host', () => {
  const tls = (port: number, hosts = ['api.test']) => ({ match: [{ port, sniHosts: hosts }], route: [{ destination: { host: hosts[0], port: { number: port } } }] });
  const one = (name: string, spec: object, namespace = 'egress') => istio('VirtualService', name, { hosts: ['api.test'], ...spec }, { namespace });
  const conflicts = (...objects: KubernetesObject[]) => messages('virtual-service/conflicting-hosts', ...objects).length;

  test('do not conflict if they route its connections in the same way', () => {
    expect(conflicts(one('a', { tls: [tls(443)] }), one('b', { hosts: ['api.test', 'b.test'], tls: [tls(443), tls(443, ['b.test'])] }))).toBe(0);
  });

  test.each<[string, object, string]>([
    ['another port', { tls: [tls(8443)] }, 'egress'],
    ['another destination', { tls: [{ ...tls(443), route: [{ destination: { host: 'other.test' } }] }] }, 'egress'],
    ['routes for requests', { tls: [tls(443)], http: [{ timeout: '2s', route: [{ destination: { host: 'api.test' } }] }] }, 'egress'],
    ['routes for TCP', { tls: [tls(443)], tcp: [{ route: [{ destination: { host: 'api.test' } }] }] }, 'egress'],
    ['a gateway', { tls: [tls(443)], gateways: ['mesh', 'gw'] }, 'egress'],
    ['another namespace', { tls: [tls(443)] }, 'other'],
  ])('conflict if one of them has %s', (_, spec, namespace) => {
    expect(conflicts(one('a', { tls: [tls(443)] }), one('b', spec, namespace))).toBe(2);
  });
});

describe('virtual-service/undeclared-match-port', () => {
  const found = (...objects: KubernetesObject[]) => messages('virtual-service/undeclared-match-port', ...objects);

  test('a rule for a port that the host does not have is dead', () => {
    expect(found(API, routes({ http: [to(80, [{ port: 8080 }])] }))).toEqual([
      '1: \'spec\' matches port 8080, which ServiceEntry egress/api.test does not declare for "api.test": the match never applies; declare the port, or match one of 80, 443',
    ]);
    expect(found(API, routes({ tls: [to(443, [{ port: 8443, sniHosts: ['api.test'] }])] }))).toHaveLength(1);
    expect(found(API, routes({ tcp: [to(443, [{ port: 8443 }])] }))).toHaveLength(1);
    expect(found(API, routes({ gateways: ['mesh', 'gw'], http: [to(80, [{ port: 8080, gateways: ['mesh'] }])] }))).toHaveLength(1);
  });

  test.each<[string, KubernetesObject[]]>([
    ['the port is declared', [API, routes({ http: [to(80, [{ port: 80 }])] })]],
    ['the host is not known', [routes({ http: [to(80, [{ port: 8080 }])] })]],
    ['one of its hosts is not known', [API, routes({ hosts: ['api.test', 'other.example'], http: [to(80, [{ port: 8080 }])] })]],
    ['a wildcard has it', [API, entry('*.test', 8080, 'HTTP', { resolution: 'NONE' }), routes({ http: [to(80, [{ port: 8080 }])] })]],
    ['only names below its wildcard are known', [API, routes({ hosts: ['*.test'], http: [to(80, [{ port: 8080 }])] })]],
    ['a gateway has the port', [API, routes({ gateways: ['mesh', 'gw'], http: [to(80, [{ port: 8080 }])] })]],
    ['a Sidecar has a listener for it', [
      API, sidecar(['*/*'], { egress: [{ port: { number: 8080, protocol: 'HTTP', name: 'h' }, hosts: ['*/*'] }] }), routes({ http: [to(80, [{ port: 8080 }])] }),
    ]],
  ])('it is not if %s', (_, objects) => {
    expect(found(...objects)).toEqual([]);
  });
});

describe('virtual-service/http-routes-on-tls-port', () => {
  const found = (...objects: KubernetesObject[]) => messages('virtual-service/http-routes-on-tls-port', ...objects);
  const TLS = entry('api.test', 443, 'HTTPS');

  test('http rules have no effect where sidecars see no requests', () => {
    expect(found(TLS, routes({ http: [{ ...to(443), timeout: '3s' }] }))).toEqual([
      '1: \'spec.http\' has no effect on port 443 of ServiceEntry egress/api.test, where sidecars see no requests, got the protocol "HTTPS"; '
        + "use 'spec.tls' with 'sniHosts', or let clients send plain HTTP to a port with the protocol HTTP and start TLS with a DestinationRule",
    ]);
    expect(found(API, routes({ http: [to(443, [{ port: 443 }])] }))).toHaveLength(1);
    expect(found(entry('api.test', 443, 'TCP'), routes({ http: [to(443)] }))).toHaveLength(1);
  });

  test.each<[string, KubernetesObject[]]>([
    ['the host has a plain port', [API, routes({ http: [to(443)] })]],
    ['one of the matches is for a plain port', [API, routes({ http: [to(443, [{ port: 443 }, { port: 80 }])] })]],
    ['the protocol is detected', [entry('api.test', 443, ''), routes({ http: [to(443)] })]],
    ['the rule is for a gateway', [TLS, routes({ gateways: ['gw'], http: [to(443)] })]],
    ['the rule is for a gateway too', [TLS, routes({ gateways: ['gw', 'mesh'], http: [to(443)] })]],
    ['the host is not known', [routes({ http: [to(443)] })]],
    ['the port is not declared, which another rule reports', [TLS, routes({ http: [to(443, [{ port: 80 }])] })]],
  ])('they are not reported if %s', (_, objects) => {
    expect(found(...objects)).toEqual([]);
  });
});

describe('virtual-service/plaintext-to-tls-port', () => {
  const found = (...objects: KubernetesObject[]) => messages('virtual-service/plaintext-to-tls-port', ...objects);
  const LED = routes({ http: [to(443, [{ port: 80 }])] });
  const starting = (spec: object, namespace = 'egress') => istio('DestinationRule', 'd', { host: 'api.test', ...spec }, { namespace });
  const SIMPLE = { trafficPolicy: { portLevelSettings: [{ port: { number: 443 }, tls: { mode: 'SIMPLE' } }] } };

  test('plain HTTP does not arrive at a port for TLS', () => {
    expect(found(API, LED)).toEqual([
      '1: \'spec.http\' leads plain HTTP to port 443 of ServiceEntry egress/api.test, where the server expects TLS, got the protocol "TLS", and no DestinationRule starts TLS: '
        + 'clients get 503, or 400 from the server; add one for "api.test" with tls.mode SIMPLE in \'portLevelSettings\' of port 443',
    ]);
    expect(found(API, LED, starting({ trafficPolicy: { portLevelSettings: [{ port: { number: 80 }, tls: { mode: 'SIMPLE' } }] } }))).toHaveLength(1);
    expect(found(API, LED, starting({ trafficPolicy: { tls: { mode: 'DISABLE' } } }))).toHaveLength(1);
  });

  test.each<[string, KubernetesObject[]]>([
    ['a rule starts TLS on the port', [API, LED, starting(SIMPLE)]],
    ['a rule starts TLS on all ports', [API, LED, starting({ trafficPolicy: { tls: { mode: 'MUTUAL' } } })]],
    ['a rule for a wildcard does', [API, LED, starting({ ...SIMPLE, host: '*.test' })]],
    ['the subset does', [API, routes({ http: [to(443, [{ port: 80 }], 'api.test', 'v1')] }), starting({ subsets: [{ name: 'v1', trafficPolicy: { tls: { mode: 'SIMPLE' } } }] })]],
    ['it is led to the plain port', [API, routes({ http: [to(80)] })]],
    ['the service is not known', [LED]],
    ['the http rule has no effect', [API, routes({ http: [to(443, [{ port: 443 }])] })]],
    ['a policy of the Gateway API starts it', [API, LED, {
      apiVersion: 'gateway.networking.k8s.io/v1', kind: 'BackendTLSPolicy', metadata: { name: 'b', namespace: 'egress' }, spec: { targetRefs: [{ kind: 'ServiceEntry', name: 'api.test' }] },
    }]],
  ])('nothing is reported if %s', (_, objects) => {
    expect(found(...objects)).toEqual([]);
  });

  test('a gateway needs a rule that its namespace sees', () => {
    const gateway = istio('Gateway', 'gw', { selector: { istio: 'egress' }, servers: [{ port: { number: 80, name: 'h', protocol: 'HTTP' }, hosts: ['api.test'] }] });
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'gw', namespace: 'gateways', labels: { istio: 'egress' } } };
    const led = routes({ gateways: ['gw'], http: [to(443)] });
    expect(found(API, led, gateway, pod, starting(SIMPLE, 'policies'))).toEqual([
      expect.stringContaining('no DestinationRule that a gateway in namespace "gateways" sees starts TLS'),
    ]);
    expect(found(API, led, gateway, pod, starting(SIMPLE, 'gateways'))).toEqual([]);
    expect(found(API, led, gateway, pod, starting(SIMPLE))).toEqual([]);
    expect(found(API, led, gateway, starting(SIMPLE, 'policies'))).toEqual([]);
  });

  test('what a gateway expects on the port of its Service is not declared there', () => {
    const gateway = istio('Gateway', 'gw', { selector: { istio: 'egress' }, servers: [{ port: { number: 443, name: 'h', protocol: 'HTTP' }, hosts: ['*'] }] });
    const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'gw', namespace: 'gateways' }, spec: { selector: { istio: 'egress' }, ports: [{ name: 'https', port: 443 }] } };
    const led = routes({ http: [to(443, [{ port: 80 }], 'gw.gateways.svc.cluster.local')] });
    expect(found(API, led, service, gateway)).toEqual([]);
    expect(found(API, led, service)).toHaveLength(1);
  });
});
