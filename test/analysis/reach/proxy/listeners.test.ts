import type { KubernetesObject } from '../../../../src/analysis/base/kubernetes-object';
import { ask, entry, istio, verdictOf } from '../../manifests';

const PORT = 9000;

/**
 * Asks about each kind of bytes: requests to both hosts and to a third host, TLS for the second host, and other bytes. All connect to an address in
 * 10.0.0.0/8.
 */
function treatment(first: [protocol: string, spec?: object], second: [protocol: string, spec?: object]): Record<string, string> {
  const objects = [entry('first.test', PORT, first[0], first[1], { day: 1 }), entry('second.test', PORT, second[0], second[1], { day: 2 })];
  const get = (protocol: 'http' | 'https' | 'tcp', host?: string) => verdictOf(objects, { protocol, host, port: PORT, address: '10.1.1.1' })
    .replace(/^(?:REACHABLE|MISROUTED) /, '→ ');
  return {
    'http first': get('http', 'first.test'),
    'http second': get('http', 'second.test'),
    'http other': get('http', 'other.test'),
    'tls second': get('https', 'second.test'),
    'bytes': get('tcp'),
  };
}

const RANGE = { resolution: 'NONE', addresses: ['10.0.0.0/8'] };
const TO_FIRST = '→ first.test';
const TO_SECOND = '→ second.test';
const CLOSED = 'BLOCKED';

test.each<[string, Parameters<typeof treatment>, string[]]>([
  ['two HTTP entries are distinguished by the Host', [['HTTP'], ['HTTP']], [TO_FIRST, TO_SECOND, CLOSED, CLOSED, CLOSED]],
  ['two TCP entries without address: the second is never used', [['TCP'], ['TCP']], [TO_FIRST, TO_FIRST, TO_FIRST, TO_FIRST, TO_FIRST]],
  ['two TLS entries are distinguished by the server name', [['TLS'], ['TLS']], [CLOSED, CLOSED, CLOSED, TO_SECOND, CLOSED]],
  ['HTTP, then TCP: requests by Host, the rest to TCP', [['HTTP'], ['TCP']], [TO_FIRST, CLOSED, CLOSED, TO_SECOND, TO_SECOND]],
  ['TCP, then HTTP: the same', [['TCP'], ['HTTP']], [CLOSED, TO_SECOND, CLOSED, TO_FIRST, TO_FIRST]],
  ['HTTP, then no protocol: requests by Host, the rest is unmatched', [['HTTP'], ['']], [TO_FIRST, TO_SECOND, CLOSED, CLOSED, CLOSED]],
  ['no protocol, then HTTP: requests by Host, the rest to the first', [[''], ['HTTP']], [TO_FIRST, TO_SECOND, CLOSED, TO_FIRST, TO_FIRST]],
  ['two without protocol: requests by Host, the rest to the first', [[''], ['']], [TO_FIRST, TO_SECOND, CLOSED, TO_FIRST, TO_FIRST]],
  ['TCP, then no protocol: requests by Host, the rest to the first', [['TCP'], ['']], [CLOSED, TO_SECOND, CLOSED, TO_FIRST, TO_FIRST]],
  ['no protocol, then TCP: the rest to the first', [[''], ['TCP']], [TO_FIRST, CLOSED, CLOSED, TO_FIRST, TO_FIRST]],
  ['HTTP, then TCP with a range: the range is matched before requests', [['HTTP'], ['TCP', RANGE]], [TO_SECOND, TO_SECOND, TO_SECOND, TO_SECOND, TO_SECOND]],
  ['TCP with a range, then HTTP: the same', [['TCP', RANGE], ['HTTP']], [TO_FIRST, TO_FIRST, TO_FIRST, TO_FIRST, TO_FIRST]],
  ['TLS, then no protocol: known names, requests by Host, the rest to the second', [['TLS'], ['']], [CLOSED, TO_SECOND, CLOSED, TO_SECOND, TO_SECOND]],
  ['no protocol, then TLS: the same', [[''], ['TLS']], [TO_FIRST, CLOSED, CLOSED, TO_SECOND, TO_FIRST]],
  ['TCP, then TLS: known names, the rest to TCP', [['TCP'], ['TLS']], [TO_FIRST, TO_FIRST, TO_FIRST, TO_SECOND, TO_FIRST]],
  ['MYSQL, then TCP: dropped, because the server sends first', [['MYSQL'], ['TCP', RANGE]], [TO_FIRST, TO_FIRST, TO_FIRST, TO_FIRST, TO_FIRST]],
  ['TCP, then MONGO: dropped', [['TCP'], ['MONGO', RANGE]], [TO_FIRST, TO_FIRST, TO_FIRST, TO_FIRST, TO_FIRST]],
  ['MONGO, then HTTP: dropped', [['MONGO'], ['HTTP']], [TO_FIRST, TO_FIRST, TO_FIRST, TO_FIRST, TO_FIRST]],
  ['two MONGO entries with different ranges share a port', [['MONGO'], ['MONGO', RANGE]], [TO_SECOND, TO_SECOND, TO_SECOND, TO_SECOND, TO_SECOND]],
  ['ranges that are equal once masked: the second is never used', [['TCP', { ...RANGE, addresses: ['10.9.9.9/8'] }], ['TCP', RANGE]],
    [TO_FIRST, TO_FIRST, TO_FIRST, TO_FIRST, TO_FIRST]],
  ['the narrower range wins', [['TCP', RANGE], ['TCP', { ...RANGE, addresses: ['10.1.0.0/16'] }]], [TO_SECOND, TO_SECOND, TO_SECOND, TO_SECOND, TO_SECOND]],
  ['a shared IP belongs to the first, whatever the name', [['TLS', { addresses: ['10.1.1.1'] }], ['TLS', { addresses: ['10.1.1.1'] }]],
    [TO_FIRST, TO_FIRST, TO_FIRST, TO_FIRST, TO_FIRST]],
  ['an IP of its own hides the HTTP entry of the port', [['TCP', { addresses: ['10.1.1.1'] }], ['HTTP']], [TO_FIRST, TO_FIRST, TO_FIRST, TO_FIRST, TO_FIRST]],
  ['UDP has no listener', [['UDP'], ['HTTP']], [CLOSED, TO_SECOND, CLOSED, CLOSED, CLOSED]],
])('on one port: %s', (_, entries, expected) => {
  expect(Object.values(treatment(...entries))).toEqual(expected);
});

describe.each([['REGISTRY_ONLY', 'BLOCKED'], ['ALLOW_ANY', 'PASSTHROUGH']])('one entry, calls to an unknown host, %s', (mode, unmatched) => {
  const meshConfig = { outboundTrafficPolicy: { mode } };
  const captured = 'MISROUTED ext.test';

  test.each<[protocol: string, withAddress: string[], withoutAddress: string[]]>([
    ['HTTP', [unmatched, unmatched, unmatched], [unmatched, unmatched, unmatched]],
    ['GRPC', [unmatched, unmatched, unmatched], [unmatched, unmatched, unmatched]],
    ['TLS', [unmatched, unmatched, unmatched], [unmatched, unmatched, unmatched]],
    ['HTTPS', [unmatched, unmatched, unmatched], [unmatched, unmatched, unmatched]],
    ['TCP', [unmatched, unmatched, unmatched], [captured, captured, captured]],
    ['', [unmatched, unmatched, unmatched], [unmatched, captured, captured]],
  ])('protocol "%s"', (protocol, withAddress, withoutAddress) => {
    const calls = (['http', 'https', 'tcp'] as const).map(spoken => ({ host: 'unknown.test', address: '203.0.113.9', port: PORT, protocol: spoken }));
    const get = (spec: object) => calls.map(call => verdictOf([entry('ext.test', PORT, protocol, spec)], call, meshConfig));
    expect([get({ addresses: ['10.0.0.1'] }), get({})]).toEqual([withAddress, withoutAddress]);
  });
});

function renamed(object: KubernetesObject, name: string): KubernetesObject {
  return { ...object, metadata: { ...object.metadata, name } };
}

describe('several entries for one host', () => {
  const question = { host: 'api.test', protocol: 'https' as const };
  const other = (spec: object, extras: object) => renamed(entry('api.test', 8443, 'TLS', spec, extras), 'other');

  test('of two namespaces, only one is used, even for ports of the other', () => {
    const objects = [entry('api.test', 443, 'TLS', {}, { namespace: 'a', day: 1 }), other({}, { namespace: 'b', day: 2 })];
    expect([443, 8443].map(port => verdictOf(objects, { ...question, port }))).toEqual(['REACHABLE api.test', 'BLOCKED']);
  });

  test('the namespace of the client takes precedence, even if its entry is younger', () => {
    const objects = [entry('api.test', 443, 'TLS', {}, { namespace: 'a', day: 1 }), other({}, { namespace: 'shop', day: 2 })];
    expect([443, 8443].map(port => verdictOf(objects, { ...question, port }))).toEqual(['BLOCKED', 'REACHABLE api.test']);
  });

  test.each<[string, object, object, string]>([
    ['entries that are alike share their ports', {}, {}, 'REACHABLE api.test'],
    ['another resolution leaves the second without cluster', { resolution: 'NONE' }, {}, 'BLOCKED'],
    ['other labels leave the second without cluster', {}, { labels: { tier: 'x' } }, 'BLOCKED'],
    ['another exportTo leaves the second without cluster', { exportTo: ['*'] }, {}, 'BLOCKED'],
  ])('in one namespace: %s', (_, spec, extras, expected) => {
    const objects = [entry('api.test', 443, 'TLS', {}, { day: 1 }), other(spec, { day: 2, ...extras })];
    expect(verdictOf(objects, { ...question, port: 8443 })).toBe(expected);
  });

  test('HTTP routing follows the youngest protocol of a host and port', () => {
    const http = (day: number) => entry('api.test', 80, 'HTTP', {}, { day });
    const tcp = (day: number) => renamed(entry('api.test', 80, 'TCP', {}, { day }), 'tcp');
    const get = (objects: Parameters<typeof ask>[0]) => verdictOf(objects, { host: 'api.test', port: 80, protocol: 'http' });
    expect([get([http(1), tcp(2)]), get([http(2), tcp(1)])]).toEqual(['BLOCKED', 'REACHABLE api.test']);
  });

  test('the range of all addresses does not count: two entries of one host that differ only in it are merged', () => {
    const objects = [entry('api.test', 443, 'TLS', {}, { day: 1 }), renamed(entry('api.test', 443, 'TLS', { addresses: ['0.0.0.0/0'] }, { day: 2 }), 'other')];
    expect(verdictOf(objects, { ...question, port: 443 })).toBe('REACHABLE api.test');
  });

  test('a rule for the range of all addresses matches everything', () => {
    const rule = istio('VirtualService', 'v', { hosts: ['api.test'], tcp: [{ match: [{ destinationSubnets: ['0.0.0.0/0'] }], route: [{ destination: { host: 'api.test' } }] }] });
    expect(verdictOf([entry('api.test', 9000, 'TCP'), rule], { ...question, protocol: 'tcp', port: 9000 })).toBe('REACHABLE api.test');
  });

  test('an ExternalName Service with the host removes the clusters, but does not redirect connections of the entry', () => {
    const host = 'web.shop.svc.cluster.local';
    const alias = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'shop' }, spec: { type: 'ExternalName', externalName: 'api.test' } };
    const objects = [alias, entry(host, 9000, 'TCP', {}, { namespace: 'shop' }), entry('api.test', 9000, 'TLS')];
    expect(verdictOf(objects, { host: 'other.test', port: 9000, protocol: 'tcp' })).toBe('BLOCKED');
    expect(verdictOf(objects, { host: 'api.test', port: 9000, protocol: 'https' })).toBe('REACHABLE api.test');
  });

  test.each<[object, string]>([
    [{}, 'REACHABLE api.test'],
    [{ labels: {} }, 'BLOCKED'],
    [{ labels: { app: 'api' } }, 'BLOCKED'],
  ])('an entry with resolution NONE and workloadSelector %j has listeners only at its endpoints, unless the selector has no labels field', (workloadSelector, expected) => {
    expect(verdictOf([entry('api.test', 443, 'TLS', { resolution: 'NONE', workloadSelector })], { ...question, port: 443 })).toBe(expected);
  });

  test('a Kubernetes Service takes precedence over entries of other namespaces, but not over one of the client\'s namespace', () => {
    const spec = { clusterIP: '10.96.0.1', ports: [{ port: 80, name: 'http' }] };
    const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'k' }, spec };
    const host = 'web.k.svc.cluster.local';
    const get = (namespace: string) => [80, 8080]
      .map(port => verdictOf([service, entry(host, 8080, 'HTTP', {}, { namespace, day: 1 })], { host, port, protocol: 'http' }));
    expect([get('egress'), get('shop')]).toEqual([[`REACHABLE ${host}`, 'BLOCKED'], ['BLOCKED', `REACHABLE ${host}`]]);
  });
});

describe('subsets', () => {
  const rule = istio('DestinationRule', 'd', { host: 'api.test', subsets: [{ name: 'v1', labels: { version: 'v1' } }, { name: 'all', labels: {} }] });
  const route = (subset: string) => istio('VirtualService', 'v', { hosts: ['api.test'], http: [{ route: [{ destination: { host: 'api.test', subset } }] }] });
  const get = (subset: string, spec: object, ...others: Parameters<typeof ask>[0]) => verdictOf(
    [entry('api.test', 80, 'HTTP', spec), rule, route(subset), ...others],
    { host: 'api.test', port: 80, protocol: 'http' },
  );
  const endpoints = (version: string) => [{ address: '192.0.2.1' }, { address: '192.0.2.2', labels: { version } }];

  test.each<[string, object]>([
    ['STATIC', { resolution: 'STATIC' }],
    ['DNS', { resolution: 'DNS' }],
  ])('need an endpoint with their labels, resolution %s', (_, spec) => {
    expect([
      get('v1', { ...spec, endpoints: endpoints('v1') }),
      get('v1', { ...spec, endpoints: endpoints('v2') }),
      get('all', { ...spec, endpoints: endpoints('v2') }),
    ]).toEqual(['REACHABLE api.test', 'BLOCKED', 'REACHABLE api.test']);
  });

  test('of a host with DNS resolution have no endpoint if they have labels', () => {
    expect([get('v1', {}), get('all', {})]).toEqual(['BLOCKED', 'REACHABLE api.test']);
    expect(ask([entry('api.test', 80, 'HTTP'), rule, route('v1')], { host: 'api.test', port: 80, protocol: 'http' }).explanation).toBe(
      'A plain text HTTP request from namespace shop to api.test:80 is sent to api.test:80 by VirtualService egress/v and fails: no endpoint of ServiceEntry egress/api.test '
      + 'has the labels of subset "v1". Add these labels to the endpoints of the ServiceEntry, or remove the subset from the route.',
    );
  });

  test('are reached with resolution NONE or with a workload selector', () => {
    expect([get('v1', { resolution: 'NONE' }), get('v1', { resolution: 'STATIC', workloadSelector: { labels: { app: 'api' } } })])
      .toEqual(['REACHABLE api.test', 'REACHABLE api.test']);
  });

  test('use the labels of WorkloadEntries', () => {
    const workload = (version: string) => istio('WorkloadEntry', 'w', { address: 'up.test', labels: { app: 'api', version } });
    const selecting = { resolution: 'DNS', workloadSelector: { labels: { app: 'api' } } };
    expect([get('v1', selecting, workload('v1')), get('v1', selecting, workload('v2'))]).toEqual(['REACHABLE api.test', 'BLOCKED']);
  });
});
