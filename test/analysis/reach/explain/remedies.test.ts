import { DIALLED, follow } from './follow-explanation';
import type { KubernetesObject } from '../../../../src/analysis/base/kubernetes-object';
import { check } from '../../../../src/analysis/check';
import { DEFAULT_MESH_SETTINGS, MeshSettings, OutboundTrafficMode } from '../../../../src/analysis/settings/mesh-settings';

const RESTRICTIVE: MeshSettings = { ...DEFAULT_MESH_SETTINGS, outboundTrafficPolicy: OutboundTrafficMode.REGISTRY_ONLY };
const RULE = 'one-agent-injection/environment-unreachable';
const HOST = 'abc12345.live.dynatrace.com';

/** A cluster in which only the egress is wrong. */
function cluster(dynakube: object, ...others: KubernetesObject[]): KubernetesObject[] {
  const template = {
    metadata: { labels: { app: 'web' }, annotations: { 'sidecar.istio.io/nativeSidecar': 'false', 'container.inject.dynatrace.com/istio-proxy': 'false' } },
    spec: { containers: [{ name: 'web', image: 'registry.example.com/web:1.0.0' }] },
  };
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { 'istio-injection': 'enabled' } } },
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'shop' }, spec: { selector: { matchLabels: { app: 'web' } }, template } },
    {
      apiVersion: 'dynatrace.com/v1beta6',
      kind: 'DynaKube',
      metadata: { name: 'dynakube', namespace: 'dynatrace', annotations: { 'feature.dynatrace.com/oneagent-initial-connect-retry-ms': '6000' } },
      spec: { apiUrl: `https://${HOST}/api`, oneAgent: { applicationMonitoring: {} }, ...dynakube },
    },
    ...others,
  ] as KubernetesObject[];
}

function entry(spec: object = {}): KubernetesObject {
  const ports = [{ number: 443, name: 'tls-443', protocol: 'TLS' }];
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'ServiceEntry',
    metadata: { name: 'api', namespace: 'dynatrace' },
    spec: { hosts: [HOST], ports, location: 'MESH_EXTERNAL', resolution: 'DNS', ...spec },
  };
}

function sidecar(egress: object[]): KubernetesObject {
  const outboundTrafficPolicy = { mode: 'REGISTRY_ONLY' };
  return { apiVersion: 'networking.istio.io/v1', kind: 'Sidecar', metadata: { name: 'default', namespace: 'shop' }, spec: { egress, outboundTrafficPolicy } };
}

const port = (number: number, protocol: string) => ({ number, name: `p-${number}`, protocol });
const proxy = { proxy: { value: 'http://proxy.example.net:3128' } };
const own = () => ({ hosts: ['./*', 'istio-system/*'] });

test.each<[string, number, KubernetesObject[]]>([
  ['no entry has the host', 1, cluster({})],
  ['no entry has the host, which is called in plain text', 1, cluster({ apiUrl: 'http://dynatrace.example.com:8080/api' })],
  ['no entry has the address', 1, cluster({ apiUrl: 'https://198.51.100.7:9999/e/abc12345/api' })],
  ['no entry has the proxy', 1, cluster(proxy)],
  ['the entry is hidden', 1, cluster({}, entry({ exportTo: ['.'] }))],
  ['the entry has another port', 1, cluster({}, entry({ ports: [port(9999, 'TLS')] }))],
  ['the entry of the proxy has another port', 1, cluster(proxy, entry({ hosts: ['proxy.example.net'], ports: [port(8443, 'TLS')] }))],
  ['the entry has another protocol', 1, cluster({}, entry({ ports: [port(443, 'HTTP')] }))],
  ['the Sidecar imports nothing', 1, cluster({}, entry(), sidecar([own()]))],
  ['the Sidecar imports it for another port', 1, cluster({}, entry(), sidecar([{ port: port(9999, 'TLS'), hosts: ['dynatrace/*'] }]))],
  ['the entry is hidden, and the Sidecar does not import it', 2, cluster({}, entry({ exportTo: ['.'] }), sidecar([own()]))],
  ['there is neither an entry nor an import', 2, cluster({}, sidecar([own()]))],
])('the proposals lead to a mesh without a finding if %s', (_, most, objects) => {
  const findings = () => check(objects, RESTRICTIVE);
  const messages = () => findings().filter(({ rule }) => rule === RULE).map(({ message }) => message);
  const before = new Set(findings().map(({ rule }) => rule));
  expect(messages()).toHaveLength(1);
  for (let step = 0; step < most; step++) {
    expect(messages()).toHaveLength(1);
    follow(messages()[0], objects);
  }
  expect(messages()).toEqual([]);
  expect(findings().filter(({ rule }) => !before.has(rule)).map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
});

test('an entry for a proxy gets the addresses that clients dial, unless sidecars answer DNS queries', () => {
  const objects = cluster(proxy);
  const proposal = (settings: MeshSettings) => check(objects, settings).find(({ rule }) => rule === RULE)!.message.replace(/.*(?=Add)/, '');
  expect(proposal(RESTRICTIVE)).toBe('Add a ServiceEntry with hosts: ["proxy.example.net"], addresses: [those that clients dial], resolution: DNS and a port with number 3128 and protocol TCP');
  expect(proposal({ ...RESTRICTIVE, dnsCapture: true })).toBe('Add a ServiceEntry with hosts: ["proxy.example.net"], resolution: DNS and a port with number 3128 and protocol TCP');
  follow(proposal(RESTRICTIVE), objects);
  expect(objects.at(-1)!.spec).toMatchObject({ addresses: [DIALLED] });
});
