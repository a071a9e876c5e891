import type { KubernetesObject } from '../../../../src/analysis/base/kubernetes-object';
import { check } from '../../../../src/analysis/check';
import { DEFAULT_MESH_SETTINGS, MeshSettings, OutboundTrafficMode } from '../../../../src/analysis/settings/mesh-settings';

const RESTRICTIVE: MeshSettings = { ...DEFAULT_MESH_SETTINGS, outboundTrafficPolicy: OutboundTrafficMode.REGISTRY_ONLY };

function namespace(name: string): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { 'istio-injection': 'enabled' } } };
}

const SHOP = namespace('shop');

function web(name = 'web', inNamespace = 'shop', annotations: object = {}): KubernetesObject {
  const template = { metadata: { labels: { app: name }, annotations }, spec: { containers: [{ name: 'web', image: 'i' }] } };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace: inNamespace }, spec: { template } };
}

function dynakube(spec: object = {}, annotations: Record<string, string> = {}): KubernetesObject {
  return {
    apiVersion: 'dynatrace.com/v1beta6',
    kind: 'DynaKube',
    metadata: { name: 'dynakube', namespace: 'dynatrace', annotations },
    spec: { apiUrl: 'https://abc12345.live.dynatrace.com/api', oneAgent: { applicationMonitoring: {} }, ...spec },
  };
}

function entry(host: string, number: number, protocol: string, spec: object = {}): KubernetesObject {
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'ServiceEntry',
    metadata: { name: host, namespace: 'dynatrace' },
    spec: { hosts: [host], ports: [{ number, name: `p-${number}`, protocol }], location: 'MESH_EXTERNAL', resolution: 'DNS', ...spec },
  };
}

function narrow(inNamespace: string): KubernetesObject {
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'Sidecar',
    metadata: { name: 'default', namespace: inNamespace },
    spec: { egress: [{ hosts: ['./*'] }], outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } },
  };
}

const API = entry('abc12345.live.dynatrace.com', 443, 'TLS');

function found(objects: readonly KubernetesObject[], settings = RESTRICTIVE) {
  return check(objects, settings).filter(({ rule }) => rule === 'one-agent-injection/environment-unreachable');
}

test('pods without a way out are one finding about the DynaKube, which names the first three', () => {
  const pods = ['a', 'b', 'c', 'd'].map(name => web(name));
  expect(found([SHOP, dynakube(), ...pods])).toEqual([{
    rule: 'one-agent-injection/environment-unreachable',
    severity: 'warning',
    upstream: 'ours',
    object: 1,
    related: 2,
    message: "'spec.apiUrl' names abc12345.live.dynatrace.com:443, which the code modules in Deployment shop/a, Deployment shop/b, Deployment shop/c and 1 more do not reach: "
      + 'a TLS connection from namespace shop to abc12345.live.dynatrace.com:443 is blocked: the outboundTrafficPolicy of the mesh is REGISTRY_ONLY, '
      + 'and no ServiceEntry or Service in the mesh has the host "abc12345.live.dynatrace.com". '
      + 'Add a ServiceEntry with hosts: ["abc12345.live.dynatrace.com"], resolution: DNS and a port with number 443 and protocol TLS',
  }]);
});

test('each Sidecar that does not import the host is a cause of its own, also with the objects of the operator', () => {
  const objects = (injecting: KubernetesObject) => [SHOP, namespace('cart'), injecting, web(), web('web', 'cart'), narrow('shop'), narrow('cart')];
  expect(found([...objects(dynakube()), API], DEFAULT_MESH_SETTINGS).map(({ related }) => related)).toEqual([3, 4]);
  expect(found(objects(dynakube({ enableIstio: true })), DEFAULT_MESH_SETTINGS).map(({ related }) => related)).toEqual([3, 4]);
});

test('a Sidecar of the namespace shows that its pods have sidecars, if the Namespace is not among the objects', () => {
  const disabled = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: {} } };
  const related = (...objects: KubernetesObject[]) => found(objects, DEFAULT_MESH_SETTINGS).map(each => each.related);

  expect(related(dynakube(), web(), narrow('shop'), API)).toEqual([1]);
  expect(related(dynakube(), web(), narrow('istio-system'), API)).toEqual([]);
  expect(related(disabled, dynakube(), web(), narrow('shop'), API)).toEqual([]);
});

test.each<[string, KubernetesObject[]]>([
  ['a ServiceEntry allows the host', [SHOP, dynakube(), web(), API]],
  ['the operator allows the host', [SHOP, dynakube({ enableIstio: true }), web()]],
  ['the pods have no sidecar', [SHOP, dynakube(), web('web', 'shop', { 'sidecar.istio.io/inject': 'false' })]],
  ['it is not known whether the pods have a sidecar', [dynakube(), web()]],
  ['the pods get no code modules', [SHOP, dynakube(), web('web', 'shop', { 'oneagent.dynatrace.com/inject': 'false' })]],
  ['the DynaKube injects no code modules', [SHOP, dynakube({ oneAgent: { hostMonitoring: {} } }), web()]],
  ['the pods exclude the port from the sidecar', [SHOP, dynakube(), web('web', 'shop', { 'traffic.sidecar.istio.io/excludeOutboundPorts': '443' })]],
  ['code modules can use an ActiveGate of the cluster', [SHOP, dynakube({ activeGate: { capabilities: ['routing'] } }), web()]],
  ['the URL has no host', [SHOP, dynakube({ apiUrl: 'ftp://x/api' }), web()]],
  ['an EnvoyFilter may change the answer', [SHOP, dynakube(), web(), {
    apiVersion: 'networking.istio.io/v1alpha3', kind: 'EnvoyFilter', metadata: { name: 'f', namespace: 'shop' }, spec: {},
  }]],
])('there is no finding if %s', (_, objects) => {
  expect(found(objects)).toEqual([]);
});

test('there is no finding in a mesh that allows everything, or of which nothing is known', () => {
  expect(found([SHOP, dynakube(), web()], DEFAULT_MESH_SETTINGS)).toEqual([]);
});

test('an API with an IP address needs an entry for the address', () => {
  const apiUrl = 'https://198.51.100.7/e/tenant/api';
  expect(found([SHOP, dynakube({ apiUrl }), web()]).map(({ message }) => message.slice(0, 40))).toEqual(["'spec.apiUrl' names 198.51.100.7:443, wh"]);
  expect(found([SHOP, dynakube({ apiUrl, enableIstio: true }), web()])).toEqual([]);
});

describe('with a proxy', () => {
  const proxy = { proxy: { value: 'http://user:secret@proxy.example.net:3128' } };
  const secret = (url: string): KubernetesObject => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'proxy', namespace: 'dynatrace' }, stringData: { proxy: url } });
  const targets = (...objects: KubernetesObject[]) => found(objects).map(({ message }) => message.replace(/, which.*/, ''));

  test('code modules need the proxy, not the environment, and no message shows the password', () => {
    expect(targets(SHOP, dynakube(proxy), web(), API)).toEqual(["'spec.proxy.value' names proxy.example.net:3128"]);
    expect(JSON.stringify(found([SHOP, dynakube(proxy), web()]))).not.toContain('secret');
    expect(targets(SHOP, dynakube(proxy), web(), entry('proxy.example.net', 3128, 'TCP'))).toEqual([]);
  });

  test('an entry with addresses is enough if DNS answers with one of them', () => {
    const addresses = { addresses: ['203.0.113.77'], resolution: 'STATIC', endpoints: [{ address: '203.0.113.77' }] };
    expect(targets(SHOP, dynakube(proxy), web(), entry('proxy.example.net', 3128, 'TCP', addresses))).toEqual([]);
  });

  test('the URL can be in a Secret, which need not be known', () => {
    const fromSecret = dynakube({ proxy: { valueFrom: 'proxy' } });
    expect(targets(SHOP, fromSecret, web(), secret('https://proxy.example.net'))).toEqual(["'spec.proxy.valueFrom' names proxy.example.net:443"]);
    expect(targets(SHOP, fromSecret, web())).toEqual([]);
    expect(targets(SHOP, fromSecret, web(), secret('proxy.example.net:3128'))).toEqual([]);
  });

  test('the environment is needed if a flag excludes it from the proxy', () => {
    const excluding = (hosts: string) => dynakube(proxy, { 'feature.dynatrace.com/no-proxy': hosts });
    expect(targets(SHOP, excluding('a.example.com,abc12345.live.dynatrace.com'), web())).toEqual(["'spec.apiUrl' names abc12345.live.dynatrace.com:443"]);
    expect(targets(SHOP, excluding('a.example.com'), web())).toEqual(["'spec.proxy.value' names proxy.example.net:3128"]);
    expect(targets(SHOP, excluding('.dynatrace.com'), web())).toEqual([]);
    expect(targets(SHOP, dynakube(proxy, { 'feature.dynatrace.com/oneagent-ignore-proxy': 'true' }), web())).toEqual(["'spec.apiUrl' names abc12345.live.dynatrace.com:443"]);
  });
});

test('the time is linear in the number of workloads', () => {
  const timeOf = (count: number) => {
    const objects = [SHOP, dynakube(), ...Array.from({ length: count }, (_, index) => web(`web-${index}`))];
    const start = performance.now();
    expect(found(objects)).toHaveLength(1);
    return performance.now() - start;
  };
  timeOf(500);
  expect(timeOf(4000) / Math.max(timeOf(1000), 20)).toBeLessThan(12);
});
