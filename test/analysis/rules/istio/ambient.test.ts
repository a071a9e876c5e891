import type { KubernetesObject } from '../../../../src/analysis/base/kubernetes-object';
import { check } from '../../../../src/analysis/check';
import { entry, istio } from '../../manifests';

const AMBIENT = { 'istio.io/dataplane-mode': 'ambient' };
const USE = 'istio.io/use-waypoint';

function namespace(name: string, labels: Record<string, string> = {}): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}

function waypoint(name: string, inNamespace: string): KubernetesObject {
  return { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', metadata: { name, namespace: inNamespace }, spec: { gatewayClassName: 'istio-waypoint' } };
}

function findings(...objects: KubernetesObject[]): string[] {
  return check(objects).filter(({ rule }) => rule.startsWith('ambient/')).map(({ rule, object, message }) => `${object} ${rule}: ${message}`);
}

function rules(...objects: KubernetesObject[]): string[] {
  return findings(...objects).map(text => text.slice(0, text.indexOf(':')));
}

const SHOP = namespace('shop', AMBIENT);
const API = entry('api.test', 80, 'HTTP', {}, { namespace: 'shop' });
const SERVED = entry('api.test', 80, 'HTTP', {}, { namespace: 'shop', labels: { [USE]: 'w' } });
const WAYPOINT = waypoint('w', 'shop');

test('a missing waypoint is reported with its namespace', () => {
  expect(findings(SERVED)).toEqual([
    '0 ambient/unknown-waypoint: \'istio.io/use-waypoint\' names a waypoint that does not exist, got "w" in namespace "shop"; add this Gateway, or set '
      + '\'istio.io/use-waypoint-namespace\' to its namespace',
  ]);
});

test.each<[string, KubernetesObject[], string[]]>([
  ['an entry with a waypoint', [WAYPOINT, SERVED], []],
  ['one with the waypoint of another namespace', [waypoint('w', 'other'), SERVED], ['1 ambient/unknown-waypoint']],
  ['one that says so', [waypoint('w', 'other'), entry('api.test', 80, 'HTTP', {}, { labels: { [USE]: 'w', 'istio.io/use-waypoint-namespace': 'other' } })], []],
  ['one that wants none', [entry('api.test', 80, 'HTTP', {}, { labels: { [USE]: 'none' } })], []],
  ['a namespace without its waypoint', [namespace('shop', { [USE]: 'w' })], ['0 ambient/unknown-waypoint']],
  ['a namespace with its waypoint', [namespace('shop', { [USE]: 'w' }), WAYPOINT], []],
  ['a Gateway of Istio, which is not a waypoint', [istio('Gateway', 'w', { selector: { app: 'w' }, servers: [] }, { namespace: 'shop' }), SERVED], ['1 ambient/unknown-waypoint']],
])('the waypoint of %s', (_, objects, expected) => {
  expect(rules(...objects)).toEqual(expected);
});

test('exportTo hides nothing in ambient mode', () => {
  expect(findings(SHOP, entry('api.test', 80, 'HTTP', { exportTo: ['.', 'web'] }, { namespace: 'shop' }))).toEqual([
    '1 ambient/export-to: \'spec.exportTo\' does not hide the entry in ambient mode, where ztunnel shows it to all namespaces, got ".", "web" in namespace "shop"; remove it, or hide the entry with '
      + "'serviceEntryVisibility' of MeshConfig (Istio 1.31)",
  ]);
  expect(rules(SHOP, entry('api.test', 80, 'HTTP', { exportTo: ['*'] }, { namespace: 'shop' }))).toEqual([]);
  expect(rules(namespace('shop'), entry('api.test', 80, 'HTTP', { exportTo: ['.'] }, { namespace: 'shop' }))).toEqual([]);
});

const ROUTES = { hosts: ['api.test'], http: [{ route: [{ destination: { host: 'api.test', port: { number: 80 } } }] }] };

function destinationRule(trafficPolicy: object): KubernetesObject {
  return istio('DestinationRule', 'd', { host: 'api.test', trafficPolicy }, { namespace: 'shop' });
}

test('settings that ztunnel ignores are reported with the service that has no waypoint', () => {
  expect(findings(SHOP, API, istio('VirtualService', 'v', ROUTES, { namespace: 'shop' }), destinationRule({ portLevelSettings: [{ port: { number: 80 }, tls: { mode: 'SIMPLE' } }] }))).toEqual([
    '2 ambient/without-waypoint: \'spec.http\' needs a waypoint, because ztunnel does not read requests, and ServiceEntry shop/api.test has none for "api.test"; '
      + "set the label 'istio.io/use-waypoint: <name>' on it or its namespace",
    '3 ambient/without-waypoint: \'spec.trafficPolicy.portLevelSettings[0].tls\' needs a waypoint, because ztunnel does not read requests, and ServiceEntry shop/api.test has none '
      + "for \"api.test\"; set the label 'istio.io/use-waypoint: <name>' on it or its namespace",
  ]);
});

test.each<[string, KubernetesObject[], boolean]>([
  ['the entry has a waypoint', [SHOP, WAYPOINT, SERVED, destinationRule({ outlierDetection: {} })], false],
  ['its namespace has one', [namespace('shop', { ...AMBIENT, [USE]: 'w' }), WAYPOINT, API, destinationRule({ outlierDetection: {} })], false],
  ['the entry turns that off', [
    namespace('shop', { ...AMBIENT, [USE]: 'w' }), WAYPOINT, entry('api.test', 80, 'HTTP', {}, { namespace: 'shop', labels: { [USE]: 'none' } }), destinationRule({ outlierDetection: {} }),
  ], true],
  ['the namespace has sidecars', [namespace('shop', { 'istio-injection': 'enabled' }), API, destinationRule({ outlierDetection: {} })], false],
  ['only connections are limited', [SHOP, API, destinationRule({ connectionPool: { tcp: { maxConnections: 1 } } })], false],
  ['requests are limited', [SHOP, API, destinationRule({ connectionPool: { http: { maxRetries: 1 } } })], true],
  ['a header is hashed', [SHOP, API, destinationRule({ loadBalancer: { consistentHash: { httpHeaderName: 'x' } } })], true],
  ['an address is hashed', [SHOP, API, destinationRule({ loadBalancer: { consistentHash: { useSourceIp: true } } })], false],
  ['nobody knows the host', [SHOP, destinationRule({ outlierDetection: {} })], false],
  ['the routes are for a gateway', [SHOP, API, istio('VirtualService', 'v', { ...ROUTES, gateways: ['shop/g'] }, { namespace: 'shop' })], false],
])('a waypoint is missing if %s: %s', (_, objects, isMissed) => {
  expect(rules(...objects).map(text => text.slice(2))).toEqual(isMissed ? ['ambient/without-waypoint'] : []);
});

test('a Telemetry with a selector must use targets in ambient mode', () => {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' } } };
  const telemetry = (spec: object) => ({ apiVersion: 'telemetry.istio.io/v1', kind: 'Telemetry', metadata: { name: 't', namespace: 'shop' }, spec });
  expect(findings(SHOP, pod, telemetry({ selector: { matchLabels: { app: 'web' } } }))).toEqual([
    '2 ambient/telemetry-selector: \'spec.selector\' has no effect in ambient mode, because it does not select waypoints, got "app=web" in namespace "shop"; '
      + "set 'targetRefs' instead",
  ]);
  expect(rules(SHOP, pod, telemetry({}))).toEqual([]);
  expect(rules(namespace('shop'), pod, telemetry({ selector: { matchLabels: { app: 'web' } } }))).toEqual([]);
});

test('a pod with labels for both data planes must keep one of them', () => {
  const pod = (labels: Record<string, string>) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'shop', labels } });
  expect(findings(pod({ ...AMBIENT, 'sidecar.istio.io/inject': 'true' }))).toEqual([
    "0 ambient/two-data-planes: 'istio.io/dataplane-mode' selects ambient mode and 'sidecar.istio.io/inject' a sidecar, got \"ambient\" and \"true\"; keep one of the labels",
  ]);
  expect(rules(pod({ ...AMBIENT, 'sidecar.istio.io/inject': 'false' }))).toEqual([]);
  expect(rules(pod(AMBIENT))).toEqual([]);
});

const WEB = namespace('web', AMBIENT);
const FAR_SERVED = entry('api.test', 80, 'HTTP', {}, { namespace: 'shop', labels: { [USE]: 'w', 'istio.io/use-waypoint-namespace': 'infra' } });

function routesIn(inNamespace: string, spec: object = {}): KubernetesObject {
  return istio('VirtualService', 'v', { ...ROUTES, ...spec }, { namespace: inNamespace });
}

function ruleIn(inNamespace: string, spec: object = {}): KubernetesObject {
  return istio('DestinationRule', 'd', { host: 'api.test', trafficPolicy: { outlierDetection: {} }, ...spec }, { namespace: inNamespace });
}

test('the message about an object that a waypoint does not see names its correct place', () => {
  expect(findings(SHOP, WEB, WAYPOINT, SERVED, routesIn('web'), ruleIn('web'))).toEqual([4, 5].map(object => (
    `${object} ambient/unseen-by-waypoint: 'metadata.namespace' is neither the namespace of ServiceEntry shop/api.test nor that of its waypoint, which does not see this object, got "web"; move it to "shop"`
  )));
  expect(findings(SHOP, waypoint('w', 'infra'), FAR_SERVED, routesIn('shop', { exportTo: ['.'] }))).toEqual([
    '3 ambient/unseen-by-waypoint: \'spec.exportTo\' hides this object from the waypoint of ServiceEntry shop/api.test, which is in namespace "infra"; add that namespace',
  ]);
});

test.each<[string, KubernetesObject[], boolean]>([
  ['routes of the service\'s namespace', [SHOP, WAYPOINT, SERVED, routesIn('shop', { exportTo: ['.'] })], false],
  ['routes of the waypoint\'s namespace', [namespace('infra', AMBIENT), waypoint('w', 'infra'), FAR_SERVED, routesIn('infra')], false],
  ['routes exported to the waypoint', [SHOP, waypoint('w', 'infra'), FAR_SERVED, routesIn('shop', { exportTo: ['infra'] })], false],
  ['routes for sidecars', [namespace('web'), WAYPOINT, SERVED, routesIn('web')], false],
  ['routes of a gateway', [WEB, WAYPOINT, SERVED, routesIn('web', { gateways: ['web/g'] })], false],
  ['routes without a waypoint in the way', [WEB, API, routesIn('web')], false],
  ['routes of the root namespace', [namespace('istio-system', AMBIENT), WAYPOINT, SERVED, routesIn('istio-system')], true],
  ['a rule of the root namespace', [namespace('istio-system', AMBIENT), WAYPOINT, SERVED, ruleIn('istio-system')], false],
  ['a rule of the root namespace for itself', [namespace('istio-system', AMBIENT), WAYPOINT, SERVED, ruleIn('istio-system', { exportTo: ['.'] })], true],
  ['a rule about connections', [WEB, WAYPOINT, SERVED, ruleIn('web', { trafficPolicy: { connectionPool: { tcp: { maxConnections: 1 } } } })], false],
])('%s are unseen by the waypoint: %#', (_, objects, isUnseen) => {
  expect(rules(...objects).filter(text => text.endsWith('unseen-by-waypoint'))).toEqual(isUnseen ? ['3 ambient/unseen-by-waypoint'] : []);
});

test('a Telemetry of a service without a waypoint has no effect', () => {
  const telemetry = (spec: object, kind = 'ServiceEntry') => (
    { apiVersion: 'telemetry.istio.io/v1', kind: 'Telemetry', metadata: { name: 't', namespace: 'shop' }, spec: { targetRefs: [{ kind, name: 'api.test' }], ...spec } }
  );
  expect(findings(SHOP, API, telemetry({ tracing: [{ randomSamplingPercentage: 1 }] }))).toEqual([
    "2 ambient/telemetry-without-waypoint: 'spec.targetRefs[0]' has no effect, because only a waypoint reads a Telemetry of a service, and ServiceEntry shop/api.test has none, got \"api.test\"; "
      + "set the label 'istio.io/use-waypoint: <name>' on it or its namespace",
  ]);
  expect(rules(SHOP, WAYPOINT, SERVED, telemetry({ accessLogging: [{}] }))).toEqual([]);
  expect(rules(SHOP, API, telemetry({}))).toEqual([]);
  expect(rules(SHOP, API, telemetry({ metrics: [{}] }, 'Gateway'))).toEqual([]);
  expect(rules(namespace('shop'), API, telemetry({ metrics: [{}] }))).toEqual([]);
});
