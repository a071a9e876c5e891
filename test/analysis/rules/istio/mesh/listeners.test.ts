import type { KubernetesObject } from '../../../../../src/analysis/base/kubernetes-object';
import { check } from '../../../../../src/analysis/check';
import { DEFAULT_MESH_SETTINGS, MeshSettings } from '../../../../../src/analysis/settings/mesh-settings';
import { entry } from '../../../manifests';

const RULES = ['mesh/listener-protocol', 'mesh/listener-hides-hosts', 'mesh/bound-listener'];

/** The findings about the egress listeners of a Sidecar together with some entries. */
function findings(egress: object[], entries: readonly KubernetesObject[], settings: Partial<MeshSettings> = {}): string[] {
  const sidecar = { apiVersion: 'networking.istio.io/v1', kind: 'Sidecar', metadata: { name: 'default', namespace: 'shop' }, spec: { egress } };
  return check([...entries, sidecar], { ...DEFAULT_MESH_SETTINGS, ...settings })
    .filter(({ rule }) => RULES.includes(rule)).map(({ rule, message }) => `${rule}: ${message}`);
}

function on(number: number, protocol: string, hosts: string[], more: object = {}): object {
  return { port: { number, protocol, name: 'p' }, hosts, ...more };
}

const REST = { hosts: ['*/*'] };
const TLS = entry('api.test', 443, 'TLS', {}, { namespace: 'egress', name: 'api' });
const HTTP = entry('news.test', 80, 'HTTP', {}, { namespace: 'egress', name: 'news' });

test('a listener for TCP sends all connections to the port to an entry without an address', () => {
  expect(findings([on(443, 'TCP', ['egress/*'])], [TLS])).toEqual([
    'mesh/listener-protocol: \'spec.egress.port.protocol\' of port 443 must be the protocol of the imported services, got "TCP", but ServiceEntry egress/api declares "TLS" without an address: '
      + 'connections to any destination on the port may end there; declare the same protocol, or remove the port',
  ]);
});

test.each<[string, object, KubernetesObject, Partial<MeshSettings>, boolean]>([
  ['TLS by TLS', on(443, 'TLS', ['egress/*']), TLS, {}, false],
  ['TLS by HTTPS', on(443, 'HTTPS', ['egress/*']), TLS, {}, false],
  ['TLS by none', on(443, '', ['egress/*']), TLS, {}, true],
  ['HTTP by TCP', on(80, 'TCP', ['egress/*']), HTTP, {}, true],
  ['HTTP by none', on(80, '', ['egress/*']), HTTP, {}, true],
  ['TLS by HTTP', on(443, 'HTTP', ['egress/*']), TLS, {}, true],
  ['TLS by TCP that is bound elsewhere', on(443, 'TCP', ['egress/*'], { bind: '127.0.0.1' }), TLS, {}, false],
  ['TLS by TCP that is bound to all addresses', on(443, 'TCP', ['egress/*'], { bind: '0.0.0.0' }), TLS, {}, true],
  ['TLS by TCP with an address', on(443, 'TCP', ['egress/*']), entry('api.test', 443, 'TLS', { addresses: ['203.0.113.7'] }), {}, false],
  ['TLS by TCP with an allocated address', on(443, 'TCP', ['egress/*']), TLS, { dnsCapture: true }, false],
  ['TLS by TCP that does not import it', on(443, 'TCP', ['other/*']), TLS, {}, false],
])('%s', (_, listener, imported, settings, isMistaken) => {
  expect(findings([listener], [imported], settings).map(text => text.slice(0, text.indexOf(':')))).toEqual(isMistaken ? ['mesh/listener-protocol'] : []);
});

test('a host that only the listener for all ports imports is reported with the port', () => {
  expect(findings([on(80, 'HTTP', ['egress/other.test']), REST], [HTTP])).toEqual([
    'mesh/listener-hides-hosts: \'spec.egress\' has a listener for port 80, which alone routes requests on this port, but only the listener for all ports imports "news.test" of '
      + 'ServiceEntry egress/news: the host is unknown on port 80; add it to the listener for port 80, or remove that listener',
  ]);
});

test.each<[string, object[], KubernetesObject, boolean]>([
  ['both import it', [on(80, 'HTTP', ['egress/*']), REST], HTTP, false],
  ['the listener is for another port', [on(8080, 'HTTP', ['other/*']), REST], HTTP, false],
  ['nothing imports it', [on(80, 'HTTP', ['other/*']), { hosts: ['./*'] }], HTTP, false],
  ['the listener is bound elsewhere', [on(80, 'HTTP', ['other/*'], { bind: '127.0.0.1' }), REST], HTTP, true],
  ['it is no request', [on(443, 'TLS', ['other/*']), REST], TLS, false],
  ['an HTTP proxy has the port', [on(80, 'HTTP_PROXY', ['other/*']), REST], HTTP, false],
  ['it is not exported', [on(80, 'HTTP', ['other/*']), REST], entry('news.test', 80, 'HTTP', { exportTo: ['.'] }, { namespace: 'egress' }), false],
])('hidden from requests if %s: %s', (_, egress, imported, isHidden) => {
  expect(findings(egress, [imported]).map(text => text.slice(0, text.indexOf(':')))).toEqual(isHidden ? ['mesh/listener-hides-hosts'] : []);
});

const NEWS = entry('news.test', 443, 'TLS', {}, { namespace: 'egress', name: 'news' });

test('a listener with its own address serves one host, and the message names two that it imports', () => {
  expect(findings([on(443, 'TLS', ['egress/*'], { bind: '127.0.0.1' })], [TLS, NEWS])).toEqual([
    'mesh/bound-listener: \'spec.egress\' has a listener for port 443 that is bound to "127.0.0.1" and sends all connections to one host, but it imports "api.test" of ServiceEntry egress/api '
      + 'and "news.test" of ServiceEntry egress/news; import one host, or remove \'bind\' and \'captureMode\'',
  ]);
});

test.each<[string, object, KubernetesObject[], boolean]>([
  ['that is not captured', on(443, 'TLS', ['egress/*'], { captureMode: 'NONE' }), [TLS, NEWS], true],
  ['without a protocol', on(443, '', ['egress/*'], { bind: '127.0.0.1' }), [TLS, NEWS], true],
  ['for one host', on(443, 'TLS', ['egress/api.test'], { bind: '127.0.0.1' }), [TLS, NEWS], false],
  ['for one host in two entries', on(443, 'TLS', ['egress/*'], { bind: '127.0.0.1' }), [TLS, entry('api.test', 443, 'TLS', {}, { name: 'again' })], false],
  ['for another port', on(8443, 'TLS', ['egress/*'], { bind: '127.0.0.1' }), [TLS, NEWS], false],
  ['for requests', on(443, 'HTTP', ['egress/*'], { bind: '127.0.0.1' }), [TLS, NEWS], false],
  ['for all addresses', on(443, 'TLS', ['egress/*'], { bind: '0.0.0.0' }), [TLS, NEWS], false],
  ['without an address', on(443, 'TLS', ['egress/*']), [TLS, NEWS], false],
])('a listener %s has unreachable hosts: %s', (_, listener, entries, hasDead) => {
  expect(findings([listener], entries).some(text => text.startsWith('mesh/bound-listener'))).toBe(hasDead);
});
