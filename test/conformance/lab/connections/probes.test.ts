import { planOf } from '../../../../conformance/lab/connections/probes';
import type { KubernetesObject } from '../../../../src/analysis/base/kubernetes-object';

function entry(name: string, spec: object): KubernetesObject {
  return { apiVersion: 'networking.istio.io/v1', kind: 'ServiceEntry', metadata: { name, namespace: 'shop' }, spec };
}

const API = entry('api', { hosts: ['api.test'], ports: [{ number: 443, name: 'https', protocol: 'HTTPS' }], resolution: 'DNS' });
const GATE = entry('gate', {
  hosts: ['gate.invalid'], addresses: ['203.0.113.0/24', '2001:db8::10'], ports: [{ number: 9999, name: 'tcp', protocol: 'TCP' }], resolution: 'NONE',
});
const WEB: KubernetesObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { template: { metadata: { labels: { app: 'web' }, annotations: { 'sidecar.istio.io/inject': 'false' } } } },
};

test('every destination of every entry is tried, and wrong ports, names and addresses too', () => {
  const { targets } = planOf([API, GATE, WEB]);
  expect(targets.map(({ label }) => label)).toMatchInlineSnapshot(`
[
  "https://api.test:443",
  "tcp://[2001:db8::10]:9999",
  "https://[2001:db8::10]:9999",
  "tcp://203.0.113.1:9999",
  "https://203.0.113.1:9999",
  "https://api.test:8443 (wrong port)",
  "https://api.test:443 as unknown-host.invalid (wrong SNI)",
  "https://[2001:db8::10]:8443 (wrong port)",
  "https://203.0.113.1:8443 (wrong port)",
  "http://unknown-host.invalid (unknown host)",
  "https://unknown-host.invalid (unknown host)",
  "tcp://198.18.0.3:443 (unknown IP)",
  "tcp://198.18.0.3:9999 (unknown IP)",
  "tcp://[3fff::1]:9999 (unknown IP)",
]
`);
});

test('a target is dialled by the address of its name, or that of its entry', () => {
  const { targets, hosts } = planOf([API, GATE]);
  const target = (label: string) => targets.find(candidate => candidate.label.startsWith(label));
  expect(target('https://api.test:443')).toEqual({ label: 'https://api.test:443', host: 'api.test', address: '198.18.0.1', port: 443, protocol: 'https' });
  expect(target('https://api.test:443 as')).toMatchObject({ host: 'unknown-host.invalid', address: '198.18.0.1', port: 443 });
  expect(target('https://203.0.113.1:9999')).toEqual({ label: 'https://203.0.113.1:9999', address: '203.0.113.1', port: 9999, protocol: 'https' });
  expect(hosts.get('api.test')).toBe('198.18.0.1');
});

test('plain text, detected protocols, wildcards and UDP have different targets', () => {
  const { targets } = planOf([
    entry('plain', { hosts: ['plain.test'], ports: [{ number: 80, name: 'http', protocol: 'HTTP' }] }),
    entry('any', { hosts: ['any.test'], ports: [{ number: 81, name: 'any' }] }),
    entry('wild', { hosts: ['*.wild.test'], ports: [{ number: 443, name: 'tls', protocol: 'TLS' }] }),
    entry('raw', { hosts: ['raw.test'], ports: [{ number: 82, name: 'tcp', protocol: 'TCP' }] }),
    entry('udp', { hosts: ['udp.test'], ports: [{ number: 53, name: 'udp', protocol: 'UDP' }] }),
  ]);
  expect(targets.map(({ label }) => label).filter(label => !label.endsWith(')'))).toEqual([
    'https://any-name.wild.test:443', 'http://any.test:81', 'https://any.test:81', 'tcp://any.test:81', 'http://plain.test:80', 'tcp://raw.test:82',
  ]);
});

test('servers are needed on the ports that clients dial, and on the ports of entries', () => {
  const { ports, hosts } = planOf([entry('moved', {
    hosts: ['moved.test'],
    ports: [{ number: 443, name: 'https', protocol: 'HTTPS', targetPort: 8444 }],
    resolution: 'DNS',
    endpoints: [{ address: 'real.test', ports: { https: 8445 } }, { address: '203.0.113.9' }],
  })]);
  expect(ports).toEqual([80, 443, 8443, 8444, 8445]);
  expect([...hosts.keys()]).toEqual(['moved.test', 'real.test', 'unknown-address.invalid', 'unknown-host.invalid']);
});

test('clients are the workloads of this mesh; destinations of its other states are tried too', () => {
  const other = { ...WEB, metadata: { name: 'other', namespace: 'shop' } };
  const { clients, targets } = planOf([WEB], [API, other]);
  expect(clients).toEqual([{
    label: 'Deployment shop/web',
    template: { namespace: 'shop', labels: { app: 'web' }, annotations: { 'sidecar.istio.io/inject': 'false' }, injected: false },
  }]);
  expect(targets.map(({ label }) => label)).toContain('https://api.test:443');
});

test('a pod in ambient mode is known, because folders are tried without ztunnel', () => {
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { 'istio.io/dataplane-mode': 'ambient' } } };
  expect(planOf([namespace, WEB]).clients.map(({ isAmbient }) => isAmbient)).toEqual([true]);
  expect(planOf([WEB]).clients.map(({ isAmbient }) => isAmbient)).toEqual([undefined]);
});

test('the pod of a gateway runs, and opens no connections', () => {
  const gateway = { ...WEB, metadata: { name: 'egress', namespace: 'shop' }, spec: { template: { metadata: { labels: { app: 'egress' }, annotations: { 'inject.istio.io/templates': 'gateway' } } } } };
  const { clients, gateways } = planOf([WEB, gateway]);
  expect(clients.map(({ label }) => label)).toEqual(['Deployment shop/web']);
  expect(gateways.map(({ labels }) => labels)).toEqual([{ app: 'egress' }]);
});
