import { formsOf, serversOf } from '../../../../conformance/lab/connections/servers';
import type { KubernetesObject } from '../../../../src/analysis/base/kubernetes-object';

const ADDRESSES: Readonly<Record<string, string>> = { 'a.test': '198.18.0.1', 'b.test': '198.18.0.2', '*.wild.test': '198.18.0.3' };
const addressOf = (host: string) => ADDRESSES[host];

function entry(host: string, ports: readonly object[], more: object = {}): KubernetesObject {
  return { apiVersion: 'networking.istio.io/v1', kind: 'ServiceEntry', metadata: { name: 'entry', namespace: 'shop' }, spec: { hosts: [host], ports, ...more } };
}

function rule(host: string, trafficPolicy: object, more: object = {}): KubernetesObject {
  return { apiVersion: 'networking.istio.io/v1', kind: 'DestinationRule', metadata: { name: 'rule', namespace: 'shop' }, spec: { host, trafficPolicy, ...more } };
}

const WELL_KNOWN = { 80: 'plain', 443: 'tls' };
const HTTP = { number: 80, name: 'http', protocol: 'HTTP', targetPort: 443 };

test.each<[string, readonly KubernetesObject[], object]>([
  ['a port that is declared as TLS speaks TLS', [entry('a.test', [{ number: 9999, name: 'tls', protocol: 'TLS' }])], { '198.18.0.1:9999': 'tls' }],
  ['a port of bytes speaks what its number tells', [entry('a.test', [{ number: 5432, name: 'tcp', protocol: 'TCP' }])], {}],
  ['plain HTTP on 443 is what its entry declares', [entry('a.test', [{ number: 443, name: 'http', protocol: 'HTTP' }])], { '198.18.0.1:443': 'any' }],
  ['a port to which a proxy starts TLS speaks TLS', [entry('a.test', [HTTP]), rule('a.test', { portLevelSettings: [{ port: { number: 80 }, tls: { mode: 'SIMPLE' } }] })], { '198.18.0.1:443': 'tls' }],
  ['with a certificate of the client', [entry('a.test', [HTTP]), rule('a.test', { tls: { mode: 'MUTUAL' } })], { '198.18.0.1:443': 'mutual' }],
  ['also for a subset', [entry('a.test', [{ ...HTTP, targetPort: 8443 }]), rule('a.test', {}, { subsets: [{ name: 'v1', trafficPolicy: { tls: { mode: 'SIMPLE' } } }] })], { '198.18.0.1:8443': 'tls' }],
  ['a port that clients use with TLS of their own needs no certificate', [
    entry('a.test', [HTTP, { number: 443, name: 'tls', protocol: 'TLS' }]), rule('a.test', { portLevelSettings: [{ port: { number: 80 }, tls: { mode: 'MUTUAL' } }] }),
  ], { '198.18.0.1:443': 'tls' }],
  ['endpoints have ports of their own', [entry('a.test', [{ number: 443, name: 'tls', protocol: 'TLS' }], { endpoints: [{ address: 'b.test', ports: { tls: 8443 } }, { address: '2001:db8::1' }] })], {
    '198.18.0.1:8443': 'tls', '198.18.0.2:8443': 'tls', '[2001:db8::1]:8443': 'tls',
  }],
  ['with DYNAMIC_DNS, TLS of the proxy goes to 443', [
    entry('*.wild.test', [{ number: 80, name: 'http', protocol: 'HTTP' }], { resolution: 'DYNAMIC_DNS' }), rule('*.wild.test', { tls: { mode: 'SIMPLE' } }),
  ], { '198.18.0.3:443': 'tls' }],
])('%s', (_, objects, expected) => {
  expect(formsOf(objects, addressOf)).toEqual({ ...WELL_KNOWN, ...expected });
});

test('a name is served at the addresses of its entry, of its endpoints, and of DNS', () => {
  const objects = [
    entry('a.test', [], { addresses: ['203.0.113.64/29'] }), entry('a.test', [], { endpoints: [{ address: '203.0.113.9' }, { address: 'b.test' }, { address: 'unix:///run/a' }] }), entry('*.wild.test', []),
  ];
  expect(serversOf(objects, host => host.replace('*', 'any'), addressOf)).toEqual({
    'a.test': ['203.0.113.65', '198.18.0.1', '203.0.113.9', '198.18.0.2'], 'any.wild.test': ['198.18.0.3'],
  });
});
