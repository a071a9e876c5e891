import * as fc from 'fast-check';
import { exportTo, object, POD_LABELS, selectorLabels } from './metadata';
import { TIDY, Words } from './words';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import type { Part } from '../base/part';
import { fields, list, maybe, pick, set, weighted } from '../base/shapes';

type Spec = fc.Arbitrary<Record<string, unknown>>;

const UNIX = pick([
  [4, 'unix:///run/app.sock'], [2, 'unix://@abstract'], [1, 'unix://'], [1, 'unix:///'], [1, 'unix:///dir/'], [1, 'unix://relative'], [1, 'unix:/one'], [1, 'unix://./x'], [1, 'unix:'],
]);

/** ServiceEntries of every resolution, and some whose fields don't fit together. */
export function serviceEntry(words: Words): fc.Arbitrary<KubernetesObject> {
  const spec = weighted(
    [6, none(words)],
    [5, staticEndpoints(words)],
    [7, dns(words)],
    [1, dnsWithEndpoints(words)],
    [1, dynamicDns(words)],
    [words.wrong / 2, anything(words)],
  );
  return object(words, 'networking.istio.io', 'ServiceEntry', spec, ['v1', 'v1beta1', 'v1alpha3']);
}

/** Parts to add to sound ServiceEntries. */
export function serviceEntryParts(words: Words): Part[] {
  const unix = fields({ address: UNIX, ports: maybe(20, fc.constant({ p443: 443 })) });
  const unaddressed = fields({ network: maybe(80, fc.constant('network-1')), labels: maybe(40, selectorLabels(words)), ports: maybe(20, fc.constant({ p443: 443 })) });
  return [
    { path: ['spec', 'hosts', 0], value: words.host },
    { path: ['spec', 'addresses'], value: list(words.address, 1, 2) },
    { path: ['spec', 'ports', 0], value: ports(words, words.protocol).map(([port]) => port) },
    { path: ['spec', 'ports', 1], value: ports(words, words.protocol).map(([port]) => port) },
    { path: ['spec', 'endpoints'], value: list(endpoint(words), 1, 2) },
    { path: ['spec', 'endpoints'], value: list(endpoint(words, words.endpointIp).map(one => ({ ...one, ports: undefined })), 1, 2) },
    { path: ['spec', 'endpoints'], value: list(unix, 1, 1) },
    {
      path: ['spec'],
      value: fc.tuple(staticEndpoints(TIDY), words.label).map(([sound, name]) => ({ ...sound, endpoints: [{ address: '192.0.2.1', ports: { [name]: 8443 } }] })),
    },
    { path: ['spec', 'endpoints'], value: list(unaddressed, 1, 1) },
    { path: ['spec', 'endpoints'], value: list(selectorLabels(words).map(labels => ({ address: '192.0.2.1', labels })), 1, 1) },
    { path: ['spec', 'workloadSelector'], value: selector(words) },
    { path: ['spec', 'exportTo'], value: list(words.exportTo, 1, 2) },
    { path: ['spec', 'subjectAltNames'], value: list(words.name, 0, 2) },
    { path: ['spec'], value: weighted([2, dynamicDns(words)], [1, anything(words)]) },
    { path: ['spec'], value: fc.tuple(dynamicDns(TIDY), words.address).map(([sound, address]) => ({ ...sound, addresses: [address] })) },
    {
      path: [],
      value: object(TIDY, 'networking.istio.io', 'ServiceEntry', dynamicDns(TIDY))
        .map(one => ({ ...one, metadata: { ...one.metadata, labels: { 'istio.io/use-waypoint': 'waypoint' } } })),
    },
  ];
}

/** The proxy keeps the address that the client dialled. */
function none(words: Words): Spec {
  return specOf(words, {
    hosts: hosts(words, words.host, 2),
    addresses: maybe(45, addresses(words, words.address)),
    resolution: maybe(50, fc.constant('NONE')),
    workloadSelector: maybe(4, selector(words)),
    endpoints: maybe(words.wrong / 4, list(endpoint(words), 0, 1)),
  });
}

/** The endpoints are listed or selected. */
function staticEndpoints(words: Words): Spec {
  return weighted([4, list(endpoint(words, words.endpointIp), 1, 2)], [1, fc.constant(undefined)]).chain(endpoints => specOf(words, {
    hosts: hosts(words, words.host, 2),
    addresses: maybe(50, addresses(words, words.address)),
    resolution: fc.constant('STATIC'),
    endpoints: fc.constant(endpoints),
    workloadSelector: maybe(endpoints ? words.wrong / 4 : 40, selector(words)),
  }));
}

/** The proxy resolves the host. */
function dns(words: Words): Spec {
  return specOf(words, {
    hosts: hosts(words, words.name, 2),
    addresses: maybe(40, addresses(words, words.address.filter(address => words.wrong > 0 || !address.includes('/')))),
    resolution: pick([[4, 'DNS'], [1, 'DNS_ROUND_ROBIN']]),
    workloadSelector: maybe(3, selector(words)),
  });
}

/** The proxy resolves the names of the endpoints. */
function dnsWithEndpoints(words: Words): Spec {
  return specOf(words, {
    hosts: hosts(words, words.host, 2),
    addresses: maybe(40, addresses(words, words.address.filter(address => words.wrong > 0 || !address.includes('/')))),
    resolution: pick([[3, 'DNS'], [1, 'DNS_ROUND_ROBIN']]),
    endpoints: list(endpoint(words, weighted([2, words.name], [1, words.endpointIp])), 1, words.wrong > 0 ? 2 : 1),
  });
}

/** The proxy resolves each name that a wildcard covers. */
function dynamicDns(words: Words): Spec {
  return specOf(words, {
    hosts: hosts(words, words.wrong > 0 ? words.host : words.wildcard, 2),
    resolution: fc.constant('DYNAMIC_DNS'),
    addresses: maybe(words.wrong / 4, addresses(words, words.address)),
    endpoints: maybe(words.wrong / 4, list(endpoint(words), 0, 1)),
  }, words.wrong > 0 ? words.protocol : pick([[2, 'HTTP'], [2, 'TLS'], [1, 'HTTP2'], [1, 'GRPC']]));
}

/** Every field, independent of the others. */
function anything(words: Words): Spec {
  return specOf(words, {
    hosts: maybe(97, weighted([20, list(words.host, 1, 3)], [1, fc.constant<string[]>([])])),
    addresses: maybe(40, list(words.address, 0, 3)),
    resolution: maybe(90, pick([[8, 'NONE'], [8, 'STATIC'], [8, 'DNS'], [8, 'DNS_ROUND_ROBIN'], [8, 'DYNAMIC_DNS'], [1, 'dns'], [1, '']])),
    endpoints: maybe(30, list(endpoint(words), 0, 2)),
    workloadSelector: maybe(10, selector(words)),
    subjectAltNames: maybe(10, list(words.name, 0, 2)),
  });
}

function specOf(words: Words, model: Readonly<Record<string, fc.Arbitrary<unknown>>>, protocol = words.protocol): Spec {
  return fields({
    ...model,
    ports: maybe(97, ports(words, protocol)),
    location: maybe(40, pick([[20, 'MESH_EXTERNAL'], [10, 'MESH_INTERNAL'], [words.wrong / 12, 'OUTSIDE']])),
    exportTo: exportTo(words),
  });
}

function hosts(words: Words, host: fc.Arbitrary<string>, max: number): fc.Arbitrary<string[]> {
  return weighted([3, host.map(one => [one])], [1, words.wrong > 0 ? list(host, 1, max) : set(host, 1, max)]);
}

function addresses(words: Words, address: fc.Arbitrary<string>): fc.Arbitrary<string[]> {
  return weighted([5, address.map(one => [one])], [1, words.wrong > 0 ? list(address, 0, 3) : set(address, 1, 2)]);
}

/** Ports whose names follow their numbers, except for some that are wrong on purpose. */
function ports(words: Words, protocol: fc.Arbitrary<string>): fc.Arbitrary<unknown[]> {
  const port = fields({
    number: maybe(words.wrong > 0 ? 99 : 100, words.port),
    protocol: protocol.map(name => name === '' ? undefined : name),
    targetPort: maybe(8, words.port),
    name: maybe(words.wrong, weighted([9, words.label], [1, fc.constant(null)])),
  }).map(({ name, ...rest }) => name === null ? rest : { ...rest, name: name ?? `p${String(rest.number)}` });
  return words.wrong > 0
    ? weighted([3, set(port, 1, 3, ({ number }) => number)], [1, list(port, 0, 3)])
    : weighted([3, port.map(one => [one])], [1, set(port, 1, 2, ({ number }) => number)]);
}

function selector(words: Words): fc.Arbitrary<unknown> {
  return weighted([6, fields({ labels: selectorLabels(words) })], [1, fc.constant({})]);
}

function endpoint(words: Words, address: fc.Arbitrary<string> = weighted([2, words.endpointIp], [1, words.name], [1, UNIX])): Spec {
  return fields({
    address: maybe(words.wrong > 0 ? 95 : 100, weighted([15, address], [words.wrong / 4, UNIX])),
    ports: maybe(words.wrong, fc.dictionary(weighted([3, words.port.map(number => `p${number}`)], [1, words.label]), words.port, { maxKeys: 2, noNullPrototype: true })),
    labels: maybe(20, weighted([3, POD_LABELS], [3, fc.constant({ version: 'v1' })], [words.wrong / 4, selectorLabels(words)])),
    network: maybe(5, fc.constant('network-1')),
    locality: maybe(3, fc.constant('eu/west')),
    weight: maybe(5, pick([[2, 1], [1, 0], ...words.wrong > 0 ? [[1, 4294967295] as const, [1, 4294967296] as const, [1, -1] as const] : []])),
    serviceAccount: maybe(2, fc.constant('account')),
  });
}
