import { check } from '../../../../src/analysis/check';
import { DEFAULT_MESH_SETTINGS, MeshSettings } from '../../../../src/analysis/settings/mesh-settings';

const TLS = { number: 443, name: 'tls', protocol: 'TLS' };
const HTTP = { number: 80, name: 'http', protocol: 'HTTP' };
const TCP = { number: 5432, name: 'tcp', protocol: 'TCP' };

/** The rules that the entry violates, with their messages. */
function findings(spec: object, metadata: object = {}, settings: Partial<MeshSettings> = {}): string[] {
  const object = {
    apiVersion: 'networking.istio.io/v1beta1',
    kind: 'ServiceEntry',
    metadata: { name: 'api', namespace: 'egress', ...metadata },
    spec: { hosts: ['api.example.com'], ports: [TLS], resolution: 'DNS', ...spec },
  };
  return check([object], { ...DEFAULT_MESH_SETTINGS, ...settings }).map(({ rule, message }) => `${rule}: ${message}`);
}

/** Names of the rules that the entry violates. */
function rules(spec: object, metadata: object = {}, settings: Partial<MeshSettings> = {}): string[] {
  return findings(spec, metadata, settings).map(text => text.slice(0, text.indexOf(':')));
}

test.each([
  ['https://user:pass@api.example.com:443/x', '"https://…@api.example.com:443/x"; write only the host name of the URL, "api.example.com"'],
  ['203.0.113.7', '"203.0.113.7"; write a name of your choice, and put the address into \'addresses\''],
  ['[2001:db8::7]', '"[2001:db8::7]"; write a name of your choice, and put the address into \'addresses\''],
  ['api.example.com:443', '"api.example.com:443"; move the port to \'ports\''],
  ['api.example.com/v2', '"api.example.com/v2"; remove the path, traffic is matched by host and port only'],
  ['a_b.example.com', '"a_b.example.com"; an underscore is not allowed in a host name'],
  ['bücher.example', '"bücher.example"; write it in its ASCII form, "xn--bcher-kva.example"'],
  ['a\u00a0b.example', '"a\u00a0b.example"; only letters, digits, dashes and dots are allowed'],
  ['api.*.example.com', '"api.*.example.com"; a wildcard may only replace the whole first label, such as "*.example.com"'],
  ['a..b', '"a..b"; use labels of letters, digits and dashes, at most 63 characters each and 255 together, and the last label must not be a number'],
])('the message about the host %s has a specific remedy', (host, expected) => {
  expect(findings({ hosts: [host] }).filter(text => text.startsWith('service-entry/host-syntax'))).toEqual([
    `service-entry/host-syntax: 'spec.hosts[0]' must be a DNS name, got ${expected}`,
  ]);
});

test('spelling matters only if hosts are distinguished by name', () => {
  expect(findings({ hosts: ['API.example.com', 'b.example.com.'] })).toEqual([
    'service-entry/upper-case-host: \'spec.hosts[0]\' never matches, because Envoy compares lower-case names, got "API.example.com"; write "api.example.com"',
    'service-entry/trailing-dot: \'spec.hosts[1]\' must not end in a dot, because server names and Host headers don\'t, got "b.example.com."; write "b.example.com"',
  ]);
  expect(rules({ hosts: ['DB.example.com.'], ports: [TCP], addresses: ['203.0.113.7'] })).toEqual([]);
});

test('duplicates are found in any spelling', () => {
  expect(rules({ hosts: ['api.example.com', 'b.example.com', 'b.example.com'] })).toEqual(['service-entry/duplicate-host']);
  expect(rules({ hosts: ['db.example.com', 'DB.example.com'], ports: [], resolution: 'NONE' })).toEqual(['service-entry/duplicate-host', 'service-entry/no-ports']);
  expect(rules({ ports: [TCP], addresses: ['2001:db8::7', '2001:0db8::0:7', '203.0.113.7'] })).toEqual(['service-entry/duplicate-address']);
});

test.each([
  [['*.example.com', 'api.example.com'], ['"api.example.com" and "*.example.com"']],
  [['*.example.com', '*.eu.example.com', 'a.eu.example.com'], ['"*.eu.example.com" and "*.example.com"', '"a.eu.example.com" and "*.eu.example.com"']],
  [['*.example.com', 'example.com', 'badexample.com', '*.com.example'], []],
])('the covered hosts of %j are reported', (hosts, expected) => {
  expect(findings({ hosts, resolution: 'NONE' })).toEqual(expected.map(got =>
    `service-entry/covered-host: 'spec.hosts[${hosts.indexOf(JSON.parse(got.split(' ')[0]))}]' is covered by another host of the entry, got ${got}; remove one of them`));
});

describe('the capture of a port', () => {
  const CAPTURE = 'service-entry/port-capture';

  test.each(['TCP', 'mongo', 'REDIS', 'MySQL', ''])('is found for the protocol "%s"', protocol => {
    expect(rules({ ports: [{ ...TCP, protocol }] })).toContain(CAPTURE);
  });

  test.each(['HTTP', 'TLS', 'UDP'])('is not found for the protocol "%s"', protocol => {
    expect(rules({ ports: [{ ...TCP, protocol }] })).not.toContain(CAPTURE);
  });

  test('is not found with an address, set or allocated', () => {
    expect(rules({ ports: [TCP], addresses: ['203.0.113.7'] })).not.toContain(CAPTURE);
    expect(rules({ ports: [TCP] }, {}, { dnsCapture: true })).not.toContain(CAPTURE);
  });

  test.each<[string, object, object, Partial<MeshSettings>]>([
    ['sidecars don\'t capture DNS', {}, {}, {}],
    ['istiod allocates nothing', {}, {}, { dnsCapture: true, autoAllocateIp: false }],
    ['the entry opts out', {}, { labels: { 'networking.istio.io/enable-autoallocate-ip': 'False' } }, { dnsCapture: true }],
    ['nothing is resolved', { resolution: 'NONE' }, {}, { dnsCapture: true }],
  ])('is found where %s', (_, spec, metadata, settings) => {
    expect(rules({ ports: [TCP], ...spec }, metadata, settings)).toContain(CAPTURE);
  });
});

test('istioctl analyze accepts allocated addresses, in the status or by the settings of the mesh', () => {
  const ANALYZER = 'service-entry/tcp-without-address';
  expect(rules({ ports: [TCP] })).toContain(ANALYZER);
  expect(rules({ ports: [TCP] }, {}, { dnsCapture: true })).toContain(ANALYZER);
  expect(rules({ ports: [TCP] }, {}, { dnsAutoAllocate: true })).toContain(ANALYZER);
  expect(rules({ ports: [TCP] }, {}, { dnsCapture: true, dnsAutoAllocate: true })).not.toContain(ANALYZER);
  const object = {
    apiVersion: 'networking.istio.io/v1',
    kind: 'ServiceEntry',
    metadata: { name: 'db', namespace: 'egress' },
    spec: { hosts: ['db.example.com'], ports: [TCP], resolution: 'DNS' },
    status: { addresses: [{ value: '240.240.0.1', host: 'db.example.com' }] },
  };
  expect(check([object]).map(({ rule }) => rule)).not.toContain(ANALYZER);
});

test.each([
  ['HTTP', 443, 'service-entry/plaintext-on-tls-port'],
  ['grpc', 8443, 'service-entry/plaintext-on-tls-port'],
  ['TLS', 443, undefined],
  ['HTTP', 80, undefined],
  ['HTTPS', 80, 'service-entry/tls-on-plaintext-port'],
  ['TLS', 8080, 'service-entry/tls-on-plaintext-port'],
  ['HTTP2', 8080, undefined],
  ['TLS', 9999, undefined],
])('%s on port %i', (protocol, number, expected) => {
  expect(rules({ ports: [{ number, name: 'x', protocol }] })).toEqual(expected === undefined ? [] : [expected]);
});

test('a missing resolution is reported, unless addresses or wildcards show that NONE is intended', () => {
  expect(findings({ resolution: undefined, hosts: ['*.example.com', 'api.example.com'] })[0]).toBe(
    'service-entry/covered-host: \'spec.hosts[1]\' is covered by another host of the entry, got "api.example.com" and "*.example.com"; remove one of them',
  );
  expect(rules({ resolution: undefined })).toEqual(['service-entry/none-for-concrete-host']);
  expect(rules({ resolution: 'NONE' })).toEqual([]);
  expect(rules({ resolution: undefined, hosts: ['*.example.com'] })).toEqual([]);
  expect(rules({ resolution: undefined, addresses: ['203.0.113.0/24'] })).toEqual([]);
  expect(rules({ resolution: undefined, ports: [TCP], addresses: ['203.0.113.0/24'] })).toEqual([]);
});

test('STATIC needs endpoints or a selector', () => {
  expect(rules({ resolution: 'STATIC' })).toEqual(['service-entry/static-without-endpoints']);
  expect(rules({ resolution: 'STATIC', endpoints: [] })).toEqual(['service-entry/static-without-endpoints']);
  expect(rules({ resolution: 'STATIC', endpoints: [{ address: '203.0.113.7' }] })).toEqual([]);
  expect(rules({ resolution: 'STATIC', workloadSelector: { labels: { app: 'db' } } })).toEqual([]);
});

test.each([
  ['240.240.0.7', true],
  ['255.255.255.254', true],
  ['2001:2::7', true],
  ['239.255.255.255', false],
  ['2001:3::7', false],
])('the address %s is virtual: %s', (address, isVirtual) => {
  const rule = 'service-entry/virtual-address-without-dns-capture';
  expect(rules({ ports: [TCP], addresses: [address] })).toEqual(isVirtual ? [rule] : []);
  expect(rules({ ports: [TCP], addresses: [address] }, {}, { dnsCapture: true })).toEqual([]);
  // Plain HTTP is distinguished by its Host header, whatever address is dialled.
  expect(rules({ ports: [HTTP], addresses: [address] })).toEqual([]);
});

test('several hosts at one address lead to the first one if each is resolved separately', () => {
  const rule = 'service-entry/several-hosts-one-address';
  const spec = { hosts: ['a.example.com', 'b.example.com'], addresses: ['203.0.113.7'] };
  expect(rules(spec)).toContain(rule);
  expect(rules({ ...spec, ports: [HTTP] })).not.toContain(rule);
  expect(rules({ ...spec, endpoints: [{ address: '203.0.113.8' }] })).not.toContain(rule);
  expect(rules({ ...spec, resolution: 'NONE' })).not.toContain(rule);
  expect(rules({ ...spec, hosts: ['a.example.com'] })).not.toContain(rule);
});

test('only entries inside the mesh may have the name of a Kubernetes Service', () => {
  const hosts = ['web.shop.svc.cluster.local'];
  expect(rules({ hosts, ports: [HTTP] })).toEqual(['service-entry/cluster-local-host']);
  expect(rules({ hosts, ports: [HTTP], location: 'MESH_INTERNAL' })).toEqual([]);
  expect(rules({ hosts: ['svc.cluster.local.example.com', 'a.b.c.svc.cluster.local'], ports: [HTTP] })).toEqual([]);
});

test('an entry inside the mesh needs endpoints there, or a local name', () => {
  const rule = 'service-entry/mesh-internal';
  expect(rules({ location: 'MESH_INTERNAL' })).toEqual([rule]);
  expect(rules({ location: 'MESH_INTERNAL', hosts: ['db.corp.internal', 'db.local'] })).toEqual([]);
  expect(rules({ location: 'MESH_INTERNAL', endpoints: [{ address: '10.0.0.7' }] })).toEqual([]);
  expect(rules({ location: 'MESH_INTERNAL', resolution: 'STATIC', workloadSelector: { labels: { app: 'db' } } })).toEqual([]);
});

test.each([
  ['1.30', 'DNS', 'RACE_FIRST_TCP_CONNECT', undefined],
  ['1.29', 'DNS', 'RACE_FIRST_TCP_CONNECT', ' before Istio 1.30, got Istio "1.29"; remove it, or upgrade Istio'],
  ['1.30', 'DNS', 'RACE', ' unless it is "RACE_FIRST_TCP_CONNECT", got "RACE"; correct it, or remove it'],
  ['1.30', 'NONE', 'RACE_FIRST_TCP_CONNECT', ' unless \'spec.resolution\' is DNS, got "NONE"; remove it'],
])('in Istio %s with %s the connect strategy %s', (istioVersion, resolution, value, expected) => {
  expect(findings({ resolution }, { annotations: { 'istio.io/connect-strategy': value } }, { istioVersion })).toEqual(expected === undefined ? []
    : [`service-entry/connect-strategy: 'metadata.annotations' has no effect with "istio.io/connect-strategy"${expected}`]);
});

test.each([
  ['1.27', ['kubernetes/newer-than-istio']],
  ['1.28', ['service-entry/dynamic-dns-in-sidecars']],
  ['1.29', ['service-entry/dynamic-dns-in-sidecars']],
  ['1.30', []],
])('in Istio %s DYNAMIC_DNS violates %j', (istioVersion, expected) => {
  expect(rules({ hosts: ['*.example.com'], resolution: 'DYNAMIC_DNS' }, {}, { istioVersion })).toEqual(expected);
});

test.each([
  ['1.21', 'NONE', 8443, ['service-entry/none-target-port']],
  ['1.21', 'NONE', 443, []],
  ['1.21', 'DNS', 8443, []],
  ['1.22', 'NONE', 8443, []],
])('in Istio %s with %s the target port %i violates %j', (istioVersion, resolution, targetPort, expected) => {
  expect(rules({ resolution, ports: [{ ...TLS, targetPort }] }, {}, { istioVersion })).toEqual(expected);
});

test('a partial wildcard has a warning of Istio, and an error of this library whatever the resolution', () => {
  expect(rules({ hosts: ['*example.com'], resolution: 'NONE' })).toEqual(['service-entry/partial-wildcard', 'service-entry/partial-wildcard-listener']);
  expect(rules({ hosts: ['*example.com'], resolution: 'DYNAMIC_DNS' })).toEqual(['service-entry/partial-wildcard-listener']);
});

test('without metadata, the own namespace is not known', () => {
  const object = { apiVersion: 'networking.istio.io/v1', kind: 'ServiceEntry', spec: { hosts: ['a.example.com'], ports: [TLS], resolution: 'DNS', exportTo: ['.', 'a'] } };
  expect(check([object]).map(({ rule }) => rule)).toEqual(['kubernetes/object-name']);
});

test('a port of the sidecar itself does not forward requests', () => {
  expect(findings({ ports: [{ ...HTTP, number: 15090 }] })).toEqual([
    'service-entry/reserved-port: \'spec.ports[0].number\' is a port of the sidecar itself, where it does not forward requests, got "15090"; '
      + 'let clients dial another port, and set this port as \'targetPort\'',
  ]);
  expect(rules({ ports: [{ ...TLS, number: 15090 }] })).toEqual([]);
  expect(rules({ ports: [{ ...HTTP, targetPort: 15090 }] })).toEqual([]);
});
