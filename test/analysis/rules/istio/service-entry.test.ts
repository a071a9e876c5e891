import type { KubernetesObject } from '../../../../src/analysis/base/kubernetes-object';
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
  const ANALYZER = 'service-entry/tcp-without-address';
  const WEBHOOK = 'service-entry/tcp-without-allocated-address';
  const OURS = 'service-entry/port-capture';

  test.each<[string, string[]]>([
    ['TCP', [ANALYZER]],
    ['', [ANALYZER]],
    ['mongo', [OURS]],
    ['REDIS', [OURS]],
    ['MySQL', [OURS]],
    ['HTTP', []],
    ['TLS', []],
    ['UDP', ['service-entry/udp-port']],
  ])('has one finding for the protocol "%s"', (protocol, expected) => {
    expect(rules({ ports: [{ ...TCP, number: 9000, protocol }] })).toEqual(expected);
  });

  test('has one finding for all ports, which names all remedies', () => {
    const ports = [{ ...TCP, number: 9000 }, { ...TCP, number: 6379, name: 'redis', protocol: 'REDIS' }];
    expect(findings({ ports })).toEqual([
      'service-entry/tcp-without-address: \'spec.ports\' declares ports 9000, 6379 as "TCP", "REDIS", and \'spec.addresses\' is empty: sidecars without DNS capture send every connection on ports '
      + '9000, 6379 to this entry, whatever its destination; set \'spec.addresses\' to the addresses that clients dial, or turn on DNS capture: ISTIO_META_DNS_CAPTURE in proxyMetadata of the mesh '
      + '(dnsCapture of the Mesh construct) or in the annotation proxy.istio.io/config of the pods, or declare HTTP or TLS if clients start with it',
    ]);
  });

  test('does not offer TLS to clients that start in plain text', () => {
    expect(findings({ ports: [TCP] })[0]).toMatch(/of the pods \(TLS is no remedy: clients of PostgreSQL start in plain text\)$/);
  });

  test('does not include plain HTTP if the protocol is detected', () => {
    expect(findings({ ports: [{ ...TCP, protocol: '' }] })[0]).toContain('declares port 5432 without a protocol');
    expect(findings({ ports: [{ ...TCP, protocol: '' }] })[0]).toContain('send every connection that is not plain HTTP on port 5432');
  });

  test('has no finding with an address, set or allocated', () => {
    expect(rules({ ports: [TCP], addresses: ['203.0.113.7'] })).toEqual([]);
    expect(rules({ ports: [TCP] }, {}, { dnsCapture: true })).toEqual([]);
    expect(rules({ ports: [{ ...TCP, protocol: 'REDIS' }] }, {}, { dnsCapture: true })).toEqual([]);
  });

  test.each<[string, object, object, Partial<MeshSettings>, string]>([
    ['before Istio 1.25', {}, {}, { istioVersion: '1.24', dnsCapture: true, autoAllocateIp: false }, 'before Istio 1.25, unless proxyMetadata of the mesh has both '],
    ['if istiod allocates nothing', {}, {}, { dnsCapture: true, autoAllocateIp: false }, 'with PILOT_ENABLE_IP_AUTOALLOCATE off'],
    ['if the entry opts out', {}, { labels: { 'networking.istio.io/enable-autoallocate-ip': 'False' } }, { dnsCapture: true }, 'with its label networking.istio.io/enable-autoallocate-ip: "false"'],
    ['if nothing is resolved', { resolution: 'NONE' }, {}, { dnsCapture: true }, 'with the resolution NONE'],
  ])('has a warning of the webhook %s', (_, spec, metadata, settings, reason) => {
    const found = findings({ ports: [TCP], ...spec }, metadata, settings);
    expect(found.map(text => text.slice(0, text.indexOf(':')))).toEqual([WEBHOOK, ANALYZER]);
    expect(found[0]).toContain(reason);
  });

  test('with the resolution NONE is an opening of the port, without DNS capture as a remedy', () => {
    expect(findings({ ports: [{ ...TCP, number: 9000 }], resolution: 'NONE' })[1]).toMatch(/: sidecars let every connection to port 9000 through, whatever its destination; set 'spec.addresses' to the addresses that clients dial, or declare HTTP/);
    const selecting = findings({ ports: [{ ...TCP, number: 9000 }], resolution: 'NONE', workloadSelector: { labels: { app: 'db' } }, location: 'MESH_INTERNAL' });
    expect(selecting.join()).toContain('sidecars recognize only connections to the addresses of the selected workloads');
  });

  test('has no finding if istiod has allocated an address, and the analyzer accepts the settings of the mesh', () => {
    expect(rules({ ports: [TCP] }, {}, { dnsAutoAllocate: true })).toEqual([ANALYZER]);
    expect(rules({ ports: [TCP] }, {}, { dnsCapture: true, dnsAutoAllocate: true })).toEqual([]);
  });

  const pod = (config?: string, namespace = 'shop'): KubernetesObject => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `p-${config === undefined}`, namespace, ...config === undefined ? {} : { annotations: { 'proxy.istio.io/config': config } } },
    spec: { containers: [{ name: 'app', image: 'registry.example.com/app:1' }] },
  });
  const CAPTURE = 'proxyMetadata: {ISTIO_META_DNS_CAPTURE: "true"}';
  const entry = (exportTo?: string[]) => ({
    apiVersion: 'networking.istio.io/v1', kind: 'ServiceEntry', metadata: { name: 'db', namespace: 'shop' }, spec: { hosts: ['db.example.com'], ports: [TCP], resolution: 'DNS', exportTo },
  });
  const proxyConfig = (namespace: string) => ({
    apiVersion: 'networking.istio.io/v1beta1', kind: 'ProxyConfig', metadata: { name: 'dns', namespace }, spec: { environmentVariables: { ISTIO_META_DNS_CAPTURE: 'true' } },
  });

  test.each<[string, KubernetesObject[], string[]]>([
    ['none if all known clients have DNS capture', [pod(CAPTURE), entry()], []],
    ['one if a client has none', [pod(CAPTURE), pod(undefined), entry()], [ANALYZER]],
    ['none if the client without DNS capture does not see the entry', [pod(CAPTURE), pod(undefined, 'other'), entry(['.'])], []],
    ['none if a ProxyConfig turns it on in the mesh', [proxyConfig('istio-system'), entry()], []],
    ['none if a ProxyConfig turns it on in the namespace that sees the entry', [proxyConfig('shop'), entry(['.'])], []],
    ['one if others may see the entry', [proxyConfig('shop'), entry()], [ANALYZER]],
  ])('has %s', (_, objects, expected) => {
    expect(check(objects).map(({ rule }) => rule)).toEqual(expected);
  });
});

test('istioctl analyze accepts addresses in the status', () => {
  const ANALYZER = 'service-entry/tcp-without-address';
  const object = {
    apiVersion: 'networking.istio.io/v1',
    kind: 'ServiceEntry',
    metadata: { name: 'db', namespace: 'egress' },
    spec: { hosts: ['db.example.com'], ports: [TCP], resolution: 'DNS' },
    status: { addresses: [{ value: '240.240.0.1', host: 'db.example.com' }] },
  };
  expect(check([object]).map(({ rule }) => rule)).not.toContain(ANALYZER);
  // Sidecars without DNS capture don't use them.
  expect(check([object]).map(({ rule }) => rule)).toEqual(['service-entry/port-capture']);
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
  expect(rules({ resolution: 'NONE', hosts: ['*.example.com'] })).toEqual([]);
  expect(rules({ resolution: undefined, addresses: ['203.0.113.0/24'] })).toEqual([]);
  expect(rules({ resolution: undefined, ports: [TCP], addresses: ['203.0.113.0/24'] })).toEqual([]);
});

test('a wildcard without resolution is good to know: it opens every address', () => {
  const wildcard = { resolution: undefined, hosts: ['*.example.com'] };
  expect(findings(wildcard)).toEqual([
    'service-entry/wildcard-any-address: \'spec.resolution\' is missing, which means NONE: a client that sends a name below "*.example.com" reaches any address; '
    + 'list the hosts, set it to DYNAMIC_DNS with ports of protocol TLS or HTTP, or to NONE if that is intended',
  ]);
  expect(findings(wildcard, {}, { istioVersion: '1.29' })[0]).toMatch(/reaches any address; list the hosts, or set it to NONE if that is intended$/);
  expect(rules({ ...wildcard, addresses: ['203.0.113.0/24'] })).toEqual([]);
  expect(rules({ ...wildcard, ports: [TCP], addresses: ['203.0.113.7'] })).toEqual([]);
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
  expect(rules({ hosts: ['*example.com'], resolution: 'NONE', ports: [HTTP] })).toEqual(['service-entry/partial-wildcard']);
  expect(rules({ hosts: ['*example.com'], resolution: 'NONE', addresses: ['203.0.113.7'] })).toEqual(['service-entry/partial-wildcard']);
});

test('without metadata, the own namespace is not known', () => {
  const object = { apiVersion: 'networking.istio.io/v1', kind: 'ServiceEntry', spec: { hosts: ['a.example.com'], ports: [TLS], resolution: 'DNS', exportTo: ['.', 'a'] } };
  expect(check([object]).map(({ rule }) => rule)).toEqual(['kubernetes/object-name']);
});

test('a port of the sidecar itself does not forward connections, unless an address tells them apart', () => {
  expect(findings({ ports: [{ ...HTTP, number: 15090 }] })).toEqual([
    'service-entry/reserved-port: \'spec.ports[0].number\' is a port of the sidecar itself, where it does not forward connections to other hosts, got "15090"; '
      + 'let clients dial another port, and set this port as \'targetPort\'',
  ]);
  expect(findings({ ports: [{ ...TLS, number: 15090 }] })).toEqual([
    'service-entry/reserved-port: \'spec.ports[0].number\' is a port of the sidecar itself, where it does not forward connections to other hosts, got "15090"; '
      + 'let clients dial another port, and set this port as \'targetPort\', or set \'spec.addresses\' to the addresses that clients dial',
  ]);
  expect(rules({ ports: [{ ...TLS, number: 15021 }], resolution: 'NONE', addresses: ['203.0.113.0/24'] })).toContain('service-entry/reserved-port');
  expect(rules({ ports: [{ ...TLS, number: 15021 }], addresses: ['203.0.113.7'] })).toEqual([]);
  expect(rules({ ports: [{ ...TLS, number: 15021 }] }, {}, { dnsCapture: true })).toEqual([]);
  expect(rules({ ports: [{ ...HTTP, targetPort: 15090 }] })).toEqual([]);
  expect(rules({ ports: [{ ...TLS, number: 15020 }] })).toEqual([]);
});

test.each([
  [5432, 'tls', 'PostgreSQL'],
  [5433, 'tls-postgres', 'PostgreSQL'],
  [3306, 'https', 'MySQL'],
  [13306, 'tls-mariadb', 'MySQL'],
  [1433, 'tls', 'SQL Server'],
])('TLS on port %i with the name "%s" is not what clients of %s start with', (number, name, database) => {
  const port = { number, name, protocol: 'TLS' };
  expect(findings({ ports: [port] })).toEqual([
    `service-entry/tls-on-database-port: 'spec.ports[0].protocol' makes sidecars wait for a TLS server name, got "TLS" on port ${number}, but clients of ${database} start in plain text, so they can't connect; `
      + 'declare TCP, and set \'spec.addresses\' to the addresses that clients dial, or turn on DNS capture: ISTIO_META_DNS_CAPTURE in proxyMetadata of the mesh (dnsCapture of the Mesh construct) '
      + 'or in the annotation proxy.istio.io/config of the pods',
  ]);
  expect(rules({ ports: [port], addresses: ['203.0.113.7'] })).toEqual([]);
  expect(rules({ ports: [port] }, {}, { dnsCapture: true })).toEqual([]);
  expect(rules({ ports: [port], addresses: ['203.0.113.0/24'], resolution: 'NONE' })).toContain('service-entry/tls-on-database-port');
});

test.each([
  ['2001:db8:a::5/32', '"2001:db8:a::5" for this address, or "2001:db8::/32" for the range'],
  ['10.1.2.3/8', '"10.1.2.3" for this address, or "10.0.0.0/8" for the range'],
  ['10.0.0.0/8', undefined],
  ['2001:db8::/32', undefined],
  ['203.0.113.7/32', undefined],
  ['2001:db8:a::5/128', undefined],
])('bits behind the prefix of %s are reported', (address, remedy) => {
  expect(findings({ addresses: [address], resolution: 'NONE', ports: [TCP] })).toEqual(remedy === undefined ? []
    : [`service-entry/address-host-bits: 'spec.addresses[0]' covers a whole range, not only the address before the slash, got "${address}"; write ${remedy}`]);
});
