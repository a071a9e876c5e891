import { check } from '../../../../src/analysis/check';
import { DEFAULT_MESH_SETTINGS } from '../../../../src/analysis/settings/mesh-settings';
import { entry, istio } from '../../manifests';

test.each<[string, string, boolean]>([
  ['*.shop.svc.cluster.local', 'web.shop.svc.cluster.local', true],
  ['*.shop.svc.cluster.local', '*.web.shop.svc.cluster.local', true],
  // For proxies, the host of a ServiceEntry without a dot is not a Service of its namespace.
  ['*.shop.svc.cluster.local', 'web', false],
  ['web', 'web', true],
])('a rule for "%s" matches an entry for "%s": %s', (pattern, host, isKnown) => {
  const rules = check([entry(host, 80, 'HTTP', { resolution: 'NONE' }, { namespace: 'shop' }), istio('DestinationRule', 'd', { host: pattern }, { namespace: 'shop' })])
    .map(({ rule }) => rule);
  expect(rules.includes('destination-rule/unknown-host')).toBe(!isKnown);
});

test.each<[string, string, string[]]>([
  ['1.25', 'configmap://egress/ca', ['destination-rule/sidecar-credential']],
  ['1.26', 'configmap://egress/ca', []],
  ['1.25', 'configmap://ca', ['destination-rule/sidecar-credential']],
  ['1.26', 'configmap://ca', ['destination-rule/config-map-credential']],
  ['1.26', 'ca', ['destination-rule/sidecar-credential']],
])('in Istio %s, the credential "%s" violates %j', (istioVersion, credentialName, expected) => {
  const policy = { portLevelSettings: [{ port: { number: 80 }, tls: { mode: 'SIMPLE', credentialName } }] };
  const names = check([entry('api.test', 80, 'HTTP'), istio('DestinationRule', 'd', { host: 'api.test', trafficPolicy: policy })], { ...DEFAULT_MESH_SETTINGS, istioVersion })
    .map(({ rule }) => rule);
  expect(names.filter(name => name.endsWith('-credential'))).toEqual(expected);
});

const HTTPS = entry('api.test', 443, 'TLS', {}, { name: 'api' });
const TO_SUBSET = [{ destination: { host: 'api.test', subset: 'v1', port: { number: 443 } } }];

function subset(policy: object) {
  return istio('DestinationRule', 'd', { host: 'api.test', subsets: [{ name: 'v1', trafficPolicy: policy }] });
}

function doubleTls(...objects: ReturnType<typeof istio>[]): string[] {
  return check(objects).filter(({ rule }) => rule === 'destination-rule/double-tls').map(({ object, message }) => `${object}: ${message}`);
}

test('a subset that starts TLS must not be the destination of a route for TLS from clients', () => {
  const tls = istio('VirtualService', 'v', { hosts: ['api.test'], tls: [{ match: [{ sniHosts: ['api.test'] }], route: TO_SUBSET }] });
  const http = istio('VirtualService', 'v', { hosts: ['api.test'], http: [{ route: TO_SUBSET }] });
  const simple = { tls: { mode: 'SIMPLE' } };
  expect(doubleTls(HTTPS, subset(simple), tls)).toEqual([
    "1: 'spec.subsets[0].trafficPolicy' starts TLS on port 443 of ServiceEntry egress/api, and a route in 'tls' leads there, where clients already start TLS: "
      + "TLS within TLS fails; route to the subset in 'http' only, or remove its 'tls'",
  ]);
  expect(doubleTls(HTTPS, subset({ portLevelSettings: [{ port: { number: 443 }, ...simple }] }), tls)).toHaveLength(1);
  expect(doubleTls(HTTPS, subset({ portLevelSettings: [{ port: { number: 80 }, ...simple }] }), tls)).toEqual([]);
  expect(doubleTls(HTTPS, subset({ tls: { mode: 'DISABLE' } }), tls)).toEqual([]);
  expect(doubleTls(HTTPS, subset(simple), http)).toEqual([]);
  expect(doubleTls(HTTPS, subset(simple))).toEqual([]);
});

const ORIGINATION = istio('DestinationRule', 'd', { host: 'api.test', trafficPolicy: { portLevelSettings: [{ port: { number: 443 }, tls: { mode: 'SIMPLE' } }] } });

test('a port to which requests are led gets only the TLS of the rule', () => {
  const both = entry('api.test', 80, 'HTTP', { ports: [{ number: 80, name: 'http', protocol: 'HTTP' }, { number: 443, name: 'tls', protocol: 'TLS' }] });
  const http = { route: [{ destination: { host: 'api.test', port: { number: 443 } } }] };
  const tls = { match: [{ sniHosts: ['api.test'], port: 443 }], ...http };
  const routes = (spec: object) => istio('VirtualService', 'v', { hosts: ['api.test'], ...spec });
  expect(doubleTls(both, ORIGINATION)).toHaveLength(1);
  expect(doubleTls(both, ORIGINATION, routes({ http: [http] }))).toEqual([]);
  expect(doubleTls(both, ORIGINATION, routes({ gateways: ['gw'], http: [http] }))).toEqual([]);
  expect(doubleTls(both, ORIGINATION, routes({ http: [http], tls: [tls] }))).toHaveLength(1);
  expect(doubleTls(both, ORIGINATION, routes({ http: [{ match: [{ port: 443 }], ...http }] }))).toHaveLength(1);
});

test('a Service is assumed to get TLS from its clients only where a route says so', () => {
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'egress' }, spec: { selector: { app: 'web' }, ports: [{ name: 'https', port: 443 }] } };
  const host = 'web.egress.svc.cluster.local';
  const rule = istio('DestinationRule', 'd', { host, trafficPolicy: { tls: { mode: 'SIMPLE' } } });
  const tls = [{ match: [{ sniHosts: [host] }], route: [{ destination: { host } }] }];
  expect(doubleTls(service, rule)).toEqual([]);
  expect(doubleTls(service, rule, istio('VirtualService', 'v', { hosts: [host], tls }))).toHaveLength(1);
});

test.each<[string, object]>([
  ['an HTTPRoute', {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'r', namespace: 'egress' },
    spec: { rules: [{ backendRefs: [{ group: 'networking.istio.io', kind: 'Hostname', name: 'api.test', port: 443 }] }] },
  }],
  ['a VirtualService without a port', istio('VirtualService', 'v', { hosts: ['x.test'], gateways: ['gw'], http: [{ route: [{ destination: { host: 'api.test' } }] }] })],
])('%s leads requests to a port', (_, route) => {
  expect(doubleTls(HTTPS, ORIGINATION)).toHaveLength(1);
  expect(doubleTls(HTTPS, ORIGINATION, route as typeof HTTPS)).toEqual([]);
});

function found(name: string, ...objects: ReturnType<typeof istio>[]): string[] {
  return check(objects).filter(({ rule }) => rule === name).map(({ object, message }) => `${object}: ${message}`);
}

test('TLS that a rule starts goes to the port of the entry, unless the entry has a target port', () => {
  const name = 'destination-rule/tls-to-plaintext-port';
  const port = (extra: object = {}, protocol = 'HTTP') => entry('api.test', 80, protocol, { ports: [{ number: 80, name: 'p', protocol, ...extra }] });
  const simple = { tls: { mode: 'SIMPLE' } };
  const rule = (spec: object) => istio('DestinationRule', 'd', { host: 'api.test', ...spec });
  const atPort = { trafficPolicy: { portLevelSettings: [{ port: { number: 80 }, ...simple }] } };
  expect(found(name, port(), rule(atPort))).toEqual([
    "1: 'spec.trafficPolicy' starts TLS on port 80 of ServiceEntry egress/api.test, and without 'targetPort' that is also the port of the server, where servers expect plain text "
      + "(WRONG_VERSION_NUMBER); set 'targetPort: 443' for the port in the entry",
  ]);
  expect(found(name, port({}, 'GRPC'), rule({ trafficPolicy: simple }))).toHaveLength(1);
  expect(found(name, port(), rule({ subsets: [{ name: 'v1', trafficPolicy: simple }] }))).toHaveLength(1);
  expect(found(name, port({ targetPort: 443 }), rule(atPort))).toEqual([]);
  expect(found(name, port({}, 'HTTP'), rule({ trafficPolicy: { tls: { mode: 'DISABLE' } } }))).toEqual([]);
  expect(found(name, port(), rule({ trafficPolicy: { ...simple, portLevelSettings: [{ port: { number: 80 }, tls: { mode: 'DISABLE' } }] } }))).toEqual([]);
  expect(found(name, entry('api.test', 8080, 'HTTP'), rule({ trafficPolicy: simple }))).toEqual([]);
});

test('settings for all ports are not meant for a port from which requests are led away', () => {
  const ports = { ports: [{ number: 80, name: 'http', protocol: 'HTTP' }, { number: 443, name: 'https', protocol: 'HTTP' }] };
  const rule = istio('DestinationRule', 'd', { host: 'api.test', trafficPolicy: { tls: { mode: 'SIMPLE' } } });
  const led = istio('VirtualService', 'v', { hosts: ['api.test'], http: [{ route: [{ destination: { host: 'api.test', port: { number: 443 } } }] }] });
  expect(found('destination-rule/tls-to-plaintext-port', entry('api.test', 80, 'HTTP', ports), rule)).toHaveLength(1);
  expect(found('destination-rule/tls-to-plaintext-port', entry('api.test', 80, 'HTTP', ports), rule, led)).toEqual([]);
});

test.each<[string, string[], string[], boolean]>([
  ['one is for all namespaces', ['*'], ['.'], true],
  ['one has none, the other is for all', [], ['*'], true],
  ['they have a namespace in common', ['a', 'b'], ['b', 'c'], true],
  ['one names the namespace that the other means by a dot', ['egress', 'a'], ['.'], true],
  ['they have no namespace in common', ['a'], ['b'], false],
])('two rules with another exportTo conflict if they have clients in common: %s', (_, first, second, isConflict) => {
  const rule = (name: string, exportTo: string[]) => istio('DestinationRule', name, { host: 'api.test', exportTo, trafficPolicy: { tls: { mode: 'DISABLE' } } });
  expect(found('destination-rule/conflicting-policies', HTTPS, rule('a', first), rule('b', second))).toEqual(isConflict ? [
    '2: \'spec.exportTo\' differs from that of DestinationRule "a" for the same host, and some clients see both: only one of the two applies to them, with all its settings and subsets; '
      + 'merge the two, or export each to other namespaces',
  ] : []);
});

test('a rule off the lookup path is reported if a client that should use it is among the objects', () => {
  const name = 'destination-rule/off-lookup-path';
  const pod = (namespace: string, app: string) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: app, namespace, labels: { app } } });
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'shop' }, spec: { selector: { app: 'web' }, ports: [{ name: 'http', port: 80 }] } };
  const rule = (exportTo?: string[]) => istio('DestinationRule', 'd', { host: 'web.shop.svc.cluster.local', exportTo }, { namespace: 'policies' });
  expect(found(name, service, rule())).toEqual([]);
  expect(found(name, service, rule(), pod('shop', 'web'))).toEqual([]);
  expect(found(name, service, rule(), pod('shop', 'front'))).toHaveLength(1);
  expect(found(name, service, rule(), pod('other', 'front'))).toHaveLength(1);
  expect(found(name, service, rule(['shop']), pod('other', 'front'))).toEqual([]);
  expect(found(name, service, rule(), pod('policies', 'front'))).toEqual([]);
});

test.each([[{ '*': 50, 'eu/*': 50 }], [{ 'eu/*': 50, '*': 50 }]])('localities that overlap are reported in whatever order they are written: %j', to => {
  const policy = { loadBalancer: { simple: 'ROUND_ROBIN', localityLbSetting: { distribute: [{ from: 'eu/west/*', to }] } } };
  const rules = check([entry('api.test', 80, 'HTTP'), istio('DestinationRule', 'd', { host: 'api.test', trafficPolicy: policy })]).map(({ rule }) => rule);
  expect(rules).toContain('destination-rule/locality-load-balancing');
});
