import { check } from '../../../../src/analysis/check';
import { DEFAULT_MESH_SETTINGS, MeshSettings } from '../../../../src/analysis/settings/mesh-settings';

const EGRESS = [{ hosts: ['./*', 'istio-system/*'] }];

function findings(spec: object, settings: Partial<MeshSettings> = {}, namespace = 'shop'): string[] {
  const object = { apiVersion: 'networking.istio.io/v1', kind: 'Sidecar', metadata: { name: 'default', namespace }, spec };
  const selected = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace, labels: { app: 'web' } } };
  return check([object, selected], { ...DEFAULT_MESH_SETTINGS, ...settings }).map(({ rule, message }) => `${rule}: ${message}`);
}

function rules(spec: object, settings: Partial<MeshSettings> = {}, namespace = 'shop'): string[] {
  return findings(spec, settings, namespace).map(text => text.slice(0, text.indexOf(':')));
}

function hosts(...list: string[]): object {
  return { egress: [{ hosts: list }] };
}

test('a Sidecar without any setting is rejected with one finding', () => {
  expect(rules({})).toEqual(['sidecar/empty', 'sidecar/without-egress']);
  expect(rules({ workloadSelector: {}, egress: [], ingress: [] })).toEqual(['sidecar/empty', 'sidecar/empty-selector', 'sidecar/without-egress']);
});

test('a Sidecar without a spec has no setting', () => {
  expect(check([{ apiVersion: 'networking.istio.io/v1', kind: 'Sidecar', metadata: { name: 'default', namespace: 'shop' } }]).map(({ rule }) => rule)).toEqual([
    'sidecar/empty', 'sidecar/without-egress',
  ]);
});

test.each([
  ['no egress', { outboundTrafficPolicy: { mode: 'ALLOW_ANY' } }, ['sidecar/without-egress']],
  ['no mode', { egress: EGRESS, outboundTrafficPolicy: {} }, ['sidecar/policy-without-mode']],
  ['a mode', { egress: EGRESS, outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } }, []],
  ['an empty selector', { egress: EGRESS, workloadSelector: { labels: {} } }, ['sidecar/selector-without-labels', 'sidecar/empty-selector']],
  ['a selector', { egress: EGRESS, workloadSelector: { labels: { app: 'web' } } }, []],
])('%s', (_, spec, expected) => {
  expect(rules(spec)).toEqual(expected);
});

test('a selector in the root namespace is found, whatever the name of the namespace', () => {
  const spec = { egress: [{ hosts: ['*/*'] }], workloadSelector: { labels: { app: 'web' } } };
  expect(rules(spec, {}, 'istio-system')).toEqual(['sidecar/root-with-selector']);
  expect(rules(spec, { rootNamespace: 'mesh' }, 'istio-system')).toEqual([]);
  expect(rules(spec, { rootNamespace: 'mesh' }, 'mesh')).toEqual(['sidecar/root-with-selector']);
});

test('for a duplicate host, the wider one is kept, but in the Sidecar of the mesh "." is not its own namespace', () => {
  const fault = "sidecar/duplicate-host: 'spec.egress[0].hosts[1]' imports the same as another host of the listener, got ";
  expect(findings(hosts('./*', 'shop/*'))).toEqual([`${fault}"shop/*"; keep the wider one`]);
  expect(findings(hosts('./*', 'istio-system/*'), {}, 'istio-system')).toEqual([
    `${fault}"istio-system/*"; keep both if "." is the namespace of each workload, as in namespace "istio-system"`,
  ]);
  expect(findings(hosts('istio-system/*', 'istio-system/*'), {}, 'istio-system')).toEqual([`${fault}"istio-system/*"; keep the wider one`]);
  expect(findings(hosts('./*', 'istio-system/*'), { rootNamespace: 'mesh' }, 'istio-system')).toEqual([`${fault}"istio-system/*"; keep the wider one`]);
});

test.each([
  [['egress/api.example.com'], ['sidecar/exact-hosts-only']],
  [['egress/api.example.com', '~/*'], ['sidecar/exact-hosts-only']],
  [['egress/api.example.com', '~legacy/*'], ['sidecar/exact-hosts-only']],
  [['egress/api.example.com', 'x/*.none.test'], []],
  [['egress/api.example.com', '*/b.example.com'], []],
  [['egress/*.example.com'], []],
  [['~/*'], []],
  [['~legacy/*'], ['sidecar/only-exclusions']],
  [['~legacy/*', '~/*'], ['sidecar/only-exclusions']],
  [['*/*', '~legacy/*'], []],
  [['egress/*', 'istio-system/API.example.com'], ['sidecar/host-spelling']],
  [['egress/*', 'istio-system/api.example.com.'], ['sidecar/host-spelling']],
])('the hosts %j violate %j', (list, expected) => {
  expect(rules(hosts(...list))).toEqual(expected);
});

test('the message about exact hosts names the root namespace of the mesh', () => {
  expect(findings(hosts('egress/api.example.com'), { rootNamespace: 'mesh' })).toEqual([
    "sidecar/exact-hosts-only: 'spec.egress[0].hosts' has no wildcard, so only one service with one address is imported for each host, and the others are lost; add a wildcard, such as \"mesh/*\"",
  ]);
});

test.each([
  ['1.30', ['sidecar/egress-host-exclusion']],
  ['1.31', []],
])('in Istio %s an exclusion violates %j', (istioVersion, expected) => {
  expect(rules(hosts('*/*', '~legacy/*'), { istioVersion })).toEqual(expected);
  expect(rules(hosts('~/*'), { istioVersion })).toEqual([]);
});

test.each([
  [{ bind: '127.0.0.1' }, ['sidecar/catch-all-bind']],
  [{ bind: 'not an address' }, ['sidecar/catch-all-bind']],
  [{ captureMode: 'NONE' }, ['sidecar/catch-all-bind']],
  [{ captureMode: 'IPTABLES' }, []],
  [{ bind: '127.0.0.1', port: { number: 443, protocol: 'TLS' } }, []],
])('a listener with %j violates %j', (listener, expected) => {
  expect(rules({ egress: [{ ...EGRESS[0], ...listener }] })).toEqual(expected);
});

test('hosts are compared by namespace, and "." is the own namespace', () => {
  expect(findings(hosts('./*', 'shop/api.example.com', 'egress/a.example.com', 'egress/a.example.com', '~shop/*'))).toEqual([
    'sidecar/duplicate-host: \'spec.egress[0].hosts[1]\' imports the same as another host of the listener, got "shop/api.example.com"; keep the wider one',
    'sidecar/duplicate-host: \'spec.egress[0].hosts[3]\' imports the same as another host of the listener, got "egress/a.example.com"; keep the wider one',
  ]);
  expect(findings(hosts('*/*', 'egress/a.example.com', './*'))).toEqual([
    'sidecar/hosts-beside-all: \'spec.egress[0].hosts\' imports everything with "*/*", so other hosts have no effect, got "egress/a.example.com", "./*"; remove them, or "*/*"',
  ]);
  expect(findings(hosts('*/*', 'egress/a.example.com'))).toEqual([
    'sidecar/hosts-beside-all: \'spec.egress[0].hosts\' imports everything with "*/*", so other hosts have no effect, got "egress/a.example.com"; remove them',
  ]);
  expect(findings(hosts('*/*', '*/a.example.com'))).toEqual([
    'sidecar/duplicate-host: \'spec.egress[0].hosts[1]\' imports the same as another host of the listener, got "*/a.example.com"; keep the wider one',
  ]);
});

test('every fault of an egress proxy is reported', () => {
  expect(findings({ egress: EGRESS, outboundTrafficPolicy: { egressProxy: { host: 'user:pass@*.x', subset: 'a_b', port: {} } } })).toEqual([
    "sidecar/egress-proxy: 'spec.outboundTrafficPolicy.egressProxy' needs the mode ALLOW_ANY, got \"REGISTRY_ONLY\"; set 'spec.outboundTrafficPolicy.mode', or remove it",
    'sidecar/egress-proxy: \'spec.outboundTrafficPolicy.egressProxy.host\' must be a DNS name, got "…@*.x"',
    'sidecar/egress-proxy: \'spec.outboundTrafficPolicy.egressProxy.port.number\' must be a port from 1 to 65535, got "0"',
    'sidecar/egress-proxy: \'spec.outboundTrafficPolicy.egressProxy.subset\' must consist of letters, digits and dashes, 63 characters at most, got "a_b"',
    "sidecar/policy-without-mode: 'spec.outboundTrafficPolicy.mode' is missing, which means REGISTRY_ONLY and not the mode of the mesh; set the mode",
    "mesh/deprecated-egress-proxy: 'spec.outboundTrafficPolicy.egressProxy' is deprecated; route the hosts through a gateway with a VirtualService",
  ]);
});

test('every fault of a listener on a Unix domain socket is reported', () => {
  const port = { number: 0, protocol: 'HTTP' };
  expect(findings({ egress: [{ ...EGRESS[0], port, bind: 'unix:///run/a', captureMode: 'IPTABLES' }, { ...EGRESS[0], port: {}, bind: 'unix:///run/a' }, { ...EGRESS[0], port }] })).toEqual([
    'sidecar/unix-listener: \'spec.egress[0].captureMode\' must be DEFAULT or NONE for a Unix domain socket, got "IPTABLES"; change it, iptables does not redirect traffic to a socket',
    'sidecar/unix-listener: \'spec.egress[2].bind\' must be "unix:///path" or "unix://@name" if the port is 0, got ""; set \'port.number\' for TCP',
    'sidecar/unix-listener: \'spec.egress\' must not have two listeners with the same Unix domain socket, got "unix:///run/a"; remove one',
  ]);
});

test('TLS settings that an ingress listener does not support are reported', () => {
  const tls = { mode: 'AUTO_PASSTHROUGH', httpsRedirect: true, subjectAltNames: ['a'] };
  expect(findings({ egress: EGRESS, ingress: [{ port: { number: 8080, protocol: 'HTTP' }, tls }] })).toEqual([
    "sidecar/ingress-tls: 'spec.ingress[0].tls.subjectAltNames' is not supported in a Sidecar; remove it",
    "sidecar/ingress-tls: 'spec.ingress[0].tls.httpsRedirect' is not supported in a Sidecar; remove it",
    "sidecar/ingress-tls: 'spec.ingress[0].tls.mode' must be PASSTHROUGH, SIMPLE, MUTUAL or OPTIONAL_MUTUAL, got \"AUTO_PASSTHROUGH\"",
    "sidecar/ingress-tls: 'spec.ingress[0].tls' needs a port with the protocol HTTPS or TLS, got \"HTTP\"; correct 'port.protocol', or remove it",
  ]);
  const fine = { mode: 'SIMPLE', serverCertificate: '/c', privateKey: '/k', httpsRedirect: false, subjectAltNames: [], credentialName: '' };
  expect(findings({ egress: EGRESS, ingress: [{ port: { number: 8080, protocol: 'https' }, tls: fine }] })).toEqual([]);
});

test('a duration that istiod cannot decode hides the warnings of its webhook, but no error about something else', () => {
  expect(rules({ egress: [{ hosts: [] }], workloadSelector: {}, inboundConnectionPool: { tcp: { idleTimeout: 'soon' } } })).toEqual([
    'istio/duration-syntax', 'sidecar/empty-selector', 'sidecar/no-hosts',
  ]);
});

test('"." in a Sidecar without a namespace is the namespace "default"', () => {
  const object = { apiVersion: 'networking.istio.io/v1', kind: 'Sidecar', metadata: { name: 'default' }, spec: { egress: [{ hosts: ['./*', 'default/*'] }] } };
  expect(check([object]).map(({ rule }) => rule)).toEqual(['sidecar/duplicate-host']);
});
