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
