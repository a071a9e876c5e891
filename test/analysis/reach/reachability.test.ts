import { MeshModel } from '../../../src/analysis/model/mesh-model';
import { reach } from '../../../src/analysis/reach/reachability';
import { meshSettingsOf } from '../../../src/analysis/settings/mesh-config';
import { ask, entry, istio, LOCKED, sidecar, verdictOf } from '../manifests';

const HTTPS = { host: 'api.test', port: 443, protocol: 'https' as const };
const api = entry('api.test', 443, 'TLS');

test('an answer names the service, the objects that decided, and says it in words', () => {
  expect(ask([api, sidecar(['egress/*'])], HTTPS)).toEqual({
    verdict: 'REACHABLE',
    service: 'api.test',
    port: 443,
    because: ['ServiceEntry egress/api.test', 'Sidecar shop/default'],
    explanation: 'A TLS connection from namespace shop to api.test:443 is taken by ServiceEntry egress/api.test, imported by Sidecar shop/default.',
  });
});

test('without a host, any service that receives the connection counts', () => {
  expect(verdictOf([entry('db.test', 5432, 'TCP')], { port: 5432, protocol: 'tcp' })).toBe('REACHABLE db.test');
});

test.each([
  ['API.test', 'REACHABLE api.test'],
  ['api.test.', 'REACHABLE api.test'],
  ['api.test:443', 'REACHABLE api.test'],
  ['other.test', 'BLOCKED'],
])('host "%s" is compared as Envoy does', (host, expected) => {
  expect(verdictOf([api], { ...HTTPS, host })).toBe(expected);
});

describe('a Host with a dot at its end', () => {
  const dotted = entry('api.test.', 80, 'HTTP');
  const HTTP = { port: 80, protocol: 'http' as const };

  test.each([
    ['api.test', 'api.test', 'REACHABLE api.test'],
    ['api.test', 'api.test.', 'REACHABLE api.test'],
    ['*.test', 'api.test.', 'REACHABLE *.test'],
    ['api.test.', 'api.test', 'BLOCKED'],
    ['api.test.', 'api.test.', 'REACHABLE api.test.'],
    ['api.test.', 'API.test.:80', 'REACHABLE api.test.'],
    ['*.test.', 'api.test.', 'REACHABLE *.test.'],
    ['*.test.', 'api.test', 'BLOCKED'],
  ])('routes of "%s", Host "%s": %s', (host, asked, expected) => {
    expect(verdictOf([entry(host, 80, 'HTTP', { resolution: 'NONE' })], { ...HTTP, host: asked })).toBe(expected);
  });

  test('a server name never has one', () => {
    expect(verdictOf([entry('api.test.', 443, 'TLS')], { ...HTTPS, host: 'api.test.' })).toBe('BLOCKED');
  });

  test('DNS of the sidecar does not answer for such an entry', () => {
    const tcp = entry('api.test.', 9000, 'TCP', {}, { status: { addresses: [{ host: 'api.test.', value: '240.240.0.1' }] } });
    const question = { host: 'api.test.', port: 9000, protocol: 'tcp' as const, dnsCapture: true };
    expect([verdictOf([tcp], question), verdictOf([dotted, tcp], { ...question, dnsCapture: false })]).toEqual(['BLOCKED', 'REACHABLE api.test.']);
  });
});

describe('a wildcard for all Services of a namespace', () => {
  const all = entry('*.shop.svc.cluster.local', 80, 'HTTP', { resolution: 'NONE' });
  const api80 = entry('api.test', 80, 'HTTP');
  const question = { host: 'api.test', port: 80, protocol: 'http' as const };

  test('is "*" in that namespace, which Envoy has already: it refuses all routes of the port', () => {
    expect(ask([all, api80], question)).toEqual({
      verdict: 'BLOCKED',
      because: ['ServiceEntry egress/any.shop.svc.cluster.local'],
      explanation: 'A plain text request from namespace shop to api.test:80 is answered with 404, as all requests to port 80 are: within namespace shop, host '
        + '"*.shop.svc.cluster.local" of ServiceEntry egress/any.shop.svc.cluster.local is short for "*", and Envoy refuses routes that have "*" twice. '
        + 'Name the hosts one by one, or do not export the entry to namespace shop.',
    });
    expect(ask([all, api80], question, {})).toMatchObject({ verdict: 'BLOCKED' });
  });

  test('is harmless for clients of other namespaces, and where nothing routes requests', () => {
    expect([
      verdictOf([all, api80], { ...question, namespace: 'other' }),
      verdictOf([all, api80], { ...question, port: 8080 }),
      verdictOf([entry('*.shop.svc.cluster.local', 80, 'TLS', { resolution: 'NONE' }), api80], question),
      verdictOf([entry('*.x.shop.svc.cluster.local', 80, 'HTTP', { resolution: 'NONE' }), api80], question),
      verdictOf([all, api80, sidecar(['egress/api.test'])], question),
    ]).toEqual(['REACHABLE api.test', 'BLOCKED', 'REACHABLE api.test', 'REACHABLE api.test', 'REACHABLE api.test']);
  });

  test('is in the way of requests whatever the order of the objects', () => {
    const others = ['a.test', 'b.test'].map(host => entry(host, 80, 'HTTP'));
    expect(verdictOf([...others, all], { ...question, host: 'a.test' })).toBe('BLOCKED');
  });
});

describe('a pod without sidecar', () => {
  test('is not held up by anything', () => {
    expect(ask([], { ...HTTPS, injected: false })).toEqual({
      verdict: 'BYPASSED',
      because: [],
      explanation: 'A TLS connection from namespace shop to api.test:443 goes straight out: the pod has no sidecar, so nothing of the mesh applies to it.',
    });
  });
});

describe('annotations of the pod', () => {
  const bypass = (annotation: string, value: string) => ({ annotations: { [`traffic.sidecar.istio.io/${annotation}`]: value } });

  test.each([
    ['excludeOutboundPorts', '443', undefined, 'BYPASSED'],
    ['excludeOutboundPorts', '8443', undefined, 'REACHABLE api.test'],
    ['excludeOutboundIPRanges', '203.0.113.0/24', '203.0.113.7', 'BYPASSED'],
    ['excludeOutboundIPRanges', '203.0.113.0/24', '198.51.100.7', 'REACHABLE api.test'],
    ['excludeOutboundIPRanges', '203.0.113.0/24', undefined, 'UNKNOWN'],
    ['includeOutboundIPRanges', '10.0.0.0/8', '203.0.113.7', 'BYPASSED'],
    ['includeOutboundIPRanges', '', undefined, 'BYPASSED'],
    ['includeOutboundIPRanges', '10.0.0.0', undefined, 'BLOCKED'],
  ])('%s "%s", address %s: %s', (annotation, value, address, expected) => {
    expect(verdictOf([api], { ...HTTPS, ...bypass(annotation, value), address })).toBe(expected);
  });

  test('an address that decides is not known: both verdicts are named', () => {
    expect(ask([], { ...HTTPS, ...bypass('excludeOutboundIPRanges', '203.0.113.0/24') })).toMatchObject({ verdict: 'UNKNOWN', alternatives: ['BLOCKED', 'BYPASSED'] });
  });

  test('an allocated address leads nowhere outside the sidecar', () => {
    expect(verdictOf([api], { ...HTTPS, ...bypass('excludeOutboundPorts', '443'), dnsCapture: true })).toBe('BLOCKED');
  });

  test('the loopback stays in the pod unless a listener is bound there', () => {
    const bound = sidecar([], { egress: [{ hosts: ['egress/*'], port: { number: 8080, protocol: 'HTTP', name: 'http' }, bind: '127.0.0.1' }] });
    const question = { host: 'api.test', address: '127.0.0.1', port: 8080, protocol: 'http' as const };
    const http = entry('api.test', 8080, 'HTTP');
    expect([verdictOf([http], question), verdictOf([http, bound], question)]).toEqual(['BYPASSED', 'REACHABLE api.test']);
  });
});

describe('where the client dials', () => {
  const vip = entry('api.test', 443, 'TLS', { addresses: ['10.9.8.7'] });

  test('a made-up address is found by DNS capture only', () => {
    expect([verdictOf([vip], HTTPS), verdictOf([vip], { ...HTTPS, dnsCapture: true }), verdictOf([vip], { ...HTTPS, address: '10.9.8.7' })])
      .toEqual(['BLOCKED', 'REACHABLE api.test', 'REACHABLE api.test']);
  });

  test('before it is applied, an entry without address has one that nobody knows, if sidecars capture DNS', () => {
    const question = { ...HTTPS, dnsCapture: true };
    expect([verdictOf([api], question), verdictOf([api], { ...question, address: '203.0.113.7' })]).toEqual(['REACHABLE api.test', 'BLOCKED']);
  });

  test.each([
    ['resolution NONE', entry('api.test', 443, 'TLS', { resolution: 'NONE' })],
    ['the label', entry('api.test', 443, 'TLS', {}, { labels: { 'networking.istio.io/enable-autoallocate-ip': 'FALSE' } })],
    ['a wildcard', entry('*.test', 443, 'TLS', { endpoints: [{ address: 'up.test' }] })],
    ['a status without addresses', entry('api.test', 443, 'TLS', {}, { status: {} })],
  ])('%s means that no address is allocated', (_, object) => {
    expect(verdictOf([object], { ...HTTPS, dnsCapture: true, address: '203.0.113.7' })).toMatch('REACHABLE');
  });

  test('two entries for a host have two addresses, and DNS answers with either', () => {
    const objects = [
      entry('api.test', 80, 'HTTP', {}, { day: 1, status: { addresses: [{ host: 'api.test', value: '240.240.0.1' }] } }),
      { ...api, metadata: { ...api.metadata, name: 'tls', creationTimestamp: '2026-01-02T00:00:00Z' }, status: { addresses: [{ host: 'api.test', value: '240.240.0.2' }] } },
    ];
    expect(ask(objects, { ...HTTPS, dnsCapture: true })).toMatchObject({ verdict: 'UNKNOWN', alternatives: ['BLOCKED', 'REACHABLE'] });
    expect(verdictOf(objects, { host: 'api.test', port: 80, protocol: 'http', dnsCapture: true })).toBe('REACHABLE api.test');
  });

  test('the address of a Kubernetes Service is known to DNS in any case', () => {
    const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'db', namespace: 'shop' }, spec: { ports: [{ port: 5432, name: 'tcp' }] } };
    const names = ['db', 'db.shop', 'db.shop.svc', 'db.shop.svc.cluster.local', 'db.other'];
    expect(names.map(host => verdictOf([service], { host, port: 5432, protocol: 'tcp' }))).toEqual([
      ...Array(4).fill('REACHABLE db.shop.svc.cluster.local'),
      'BLOCKED',
    ]);
  });
});

describe('Istio\'s version', () => {
  test('hosts are excluded since 1.31', () => {
    const objects = [api, sidecar(['egress/*', '~/api.test'])];
    expect([verdictOf(objects, HTTPS, LOCKED, '1.30'), verdictOf(objects, HTTPS, LOCKED, '1.31')]).toEqual(['REACHABLE api.test', 'BLOCKED']);
  });

  test('"~/*" imports nothing in any version', () => {
    expect([verdictOf([api, sidecar(['~/*'])], HTTPS, LOCKED, '1.22'), verdictOf([api, sidecar(['~/*'])], HTTPS)]).toEqual(['BLOCKED', 'BLOCKED']);
  });

  test('sidecars resolve names by themselves since 1.30', () => {
    const dynamic = entry('*.test', 443, 'TLS', { resolution: 'DYNAMIC_DNS' });
    expect([verdictOf([dynamic], HTTPS, LOCKED, '1.29'), verdictOf([dynamic], HTTPS, LOCKED, '1.30')]).toEqual(['BLOCKED', 'REACHABLE *.test']);
  });

  test('visibility of ServiceEntries is capped since 1.31, and only where it is asked for', () => {
    const capped = (visibility: object) => ({ ...LOCKED, serviceEntryVisibility: visibility });
    const none = { applyToSidecars: true, defaultVisibility: 'NONE' };
    expect([
      verdictOf([api], HTTPS, capped(none), '1.30'),
      verdictOf([api], HTTPS, capped(none)),
      verdictOf([api], HTTPS, capped({ defaultVisibility: 'NONE' })),
      verdictOf([api], { ...HTTPS, namespace: 'egress' }, capped({ applyToSidecars: true, defaultVisibility: 'NAMESPACE' })),
      verdictOf([api], HTTPS, capped({ applyToSidecars: true, defaultVisibility: 'NAMESPACE' })),
    ]).toEqual(['REACHABLE api.test', 'BLOCKED', 'REACHABLE api.test', 'REACHABLE api.test', 'BLOCKED']);
  });

  test('where a route leads is the oldest entry since 1.30, before that the first namespace', () => {
    const objects = [
      entry('a.test', 80, 'HTTP', {}, { namespace: 'egress', day: 1 }),
      istio('VirtualService', 'v', { hosts: ['a.test'], http: [{ route: [{ destination: { host: 'b.test', port: { number: 8080 } } }] }] }),
      entry('b.test', 8080, 'HTTP', {}, { namespace: 'z', day: 1 }),
      entry('b.test', 9090, 'HTTP', {}, { namespace: 'c', day: 2 }),
      sidecar(['egress/*']),
    ];
    const question = { host: 'a.test', port: 80, protocol: 'http' as const };
    expect([verdictOf(objects, question, LOCKED, '1.29'), verdictOf(objects, question)]).toEqual(['BLOCKED', 'MISROUTED b.test']);
  });
});

describe('what is not applied yet', () => {
  const capturing = (extras: object) => entry('other.test', 443, 'TCP', {}, extras);
  const tcp = (extras: object) => entry('api.test', 443, 'TCP', {}, extras);
  const question = { host: 'api.test', port: 443, protocol: 'tcp' as const };

  test('has no age: where that decides, the verdict is not known', () => {
    expect(ask([tcp({}), capturing({})], question)).toMatchObject({
      verdict: 'UNKNOWN',
      alternatives: ['MISROUTED', 'REACHABLE'],
      explanation: expect.stringMatching(/^What happens depends on which of the objects is the oldest\. A TCP connection .* Or: A TCP connection .*/),
    });
  });

  test('has a verdict where every order comes to the same', () => {
    expect(verdictOf([tcp({}), entry('other.test', 443, 'TLS')], question)).toBe('REACHABLE api.test');
  });

  test('is known where the ages are', () => {
    expect([verdictOf([tcp({ day: 1 }), capturing({ day: 2 })], question), verdictOf([tcp({ day: 2 }), capturing({ day: 1 })], question)])
      .toEqual(['REACHABLE api.test', 'MISROUTED other.test']);
  });

  test('may be one of two Sidecars of a namespace', () => {
    const [open, closed] = [sidecar(['egress/*']), sidecar(['./*'], {}, {})].map((object, index) => ({ ...object, metadata: { ...object.metadata, name: `s${index}` } }));
    expect(ask([api, open, closed], HTTPS)).toMatchObject({ verdict: 'UNKNOWN', alternatives: ['BLOCKED', 'REACHABLE'] });
  });

  test('may be one of two VirtualServices of a host', () => {
    const to = (name: string, host: string) => istio('VirtualService', name, { hosts: ['a.test'], http: [{ route: [{ destination: { host } }] }] });
    const objects = [entry('a.test', 80, 'HTTP'), entry('b.test', 80, 'HTTP'), to('v', 'a.test'), to('w', 'b.test')];
    expect(ask(objects, { host: 'a.test', port: 80, protocol: 'http' })).toMatchObject({ verdict: 'UNKNOWN', alternatives: ['MISROUTED', 'REACHABLE'] });
  });
});

describe('routes of the Kubernetes Gateway API', () => {
  const route = (parent: object) => ({ apiVersion: 'gateway.networking.k8s.io/v1', kind: 'TLSRoute', metadata: { name: 'r', namespace: 'shop' }, spec: { parentRefs: [parent] } });

  test('decide about the traffic of their parents, which is not looked into', () => {
    const parent = { group: 'networking.istio.io', kind: 'ServiceEntry', namespace: 'egress', name: 'api.test' };
    expect([verdictOf([api, route(parent)], HTTPS), verdictOf([api, route({ ...parent, name: 'other' })], HTTPS), verdictOf([api, route({ name: 'api.test' })], HTTPS)])
      .toEqual(['UNKNOWN', 'REACHABLE api.test', 'REACHABLE api.test']);
  });
});

describe('the question\'s DNS capture', () => {
  test('is that of the mesh by default', () => {
    const capturing = meshSettingsOf({ ...LOCKED, defaultConfig: { proxyMetadata: { ISTIO_META_DNS_CAPTURE: 'true' } } });
    const model = MeshModel.of([entry('api.test', 443, 'TLS', { addresses: ['10.9.8.7'] })], capturing);
    expect([undefined, false].map(dnsCapture => reach(model, { namespace: 'shop', ...HTTPS, dnsCapture }).verdict)).toEqual(['REACHABLE', 'BLOCKED']);
  });
});

test('of more than can be tried in all orders nothing is said, and in little time', () => {
  const objects = Array.from({ length: 30 }, (_, index) => `h${index}.test`).flatMap(host => [
    entry(host, 9000, 'TCP'),
    istio('VirtualService', host, { hosts: [host], tcp: [{ route: [{ destination: { host } }] }] }),
  ]);
  const answer = ask(objects, { host: 'h7.test', port: 9000, protocol: 'tcp' });
  expect(answer).toEqual({
    verdict: 'UNKNOWN',
    because: expect.arrayContaining(['ServiceEntry egress/h0.test']) as string[],
    explanation: expect.stringMatching(/^What happens depends on which of very many objects is the oldest\. A TCP connection/) as string,
  });
});
