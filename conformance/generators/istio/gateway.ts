import * as fc from 'fast-check';
import { exportTo, object, selectorLabels } from './metadata';
import type { Words } from './words';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import type { Part } from '../base/part';
import { fields, list, maybe, pick, weighted } from '../base/shapes';

/** The labels that select the pods of the egress gateway. */
export const GATEWAY_LABELS = { istio: 'egressgateway' };

/** Gateways: which ports and hosts a gateway's pods open. */
export function gateway(words: Words): fc.Arbitrary<KubernetesObject> {
  const spec = fields({
    selector: maybe(97, pick([[8, GATEWAY_LABELS as Record<string, string>], [1, { app: 'web' }], [words.wrong / 4, {}], [words.wrong / 12, { '': 'x' }], [words.wrong / 12, { 'a*': 'b*' }]])),
    servers: maybe(words.wrong > 0 ? 96 : 100, list(server(words), words.wrong > 0 ? 0 : 1, 2)),
  });
  return object(words, 'networking.istio.io', 'Gateway', words.wrong > 0 ? spec : spec.map(withPortNames), ['v1', 'v1beta1', 'v1alpha3']);
}

/** Parts to add to sound Gateways. */
export function gatewayParts(words: Words): Part[] {
  const names = ['hosts', 'name', 'bind', 'port'];
  return [
    { path: ['spec', 'servers', 0], value: server(words) },
    { path: ['spec', 'servers', 0, 'tls'], value: tls() },
    ...names.map(name => ({ path: ['spec', 'servers', 0, name], value: server(words).map(one => one[name]) })),
    { path: ['spec', 'servers', 0, 'port', 'protocol'], value: words.protocol },
    { path: ['spec', 'servers', 0, 'port', 'name'], value: pick([[1, ''], [1, 'p1'], [1, 'p0']]) },
    { path: ['spec', 'selector'], value: selectorLabels(words) },
    { path: ['metadata', 'name'], value: words.label.filter(name => name !== '') },
  ];
}

/** How the pods of a gateway open a port, and how a VirtualService routes connections to that port. */
const KINDS = pick<Opening>([
  [5, { protocol: 'HTTP', rules: 'http' }],
  [2, { protocol: 'HTTP2', rules: 'http' }],
  [5, { protocol: 'TLS', tls: { mode: 'PASSTHROUGH' }, rules: 'tls' }],
  [2, { protocol: 'HTTPS', tls: { mode: 'PASSTHROUGH' }, rules: 'tls' }],
  [3, { protocol: 'TCP', rules: 'tcp' }],
  [2, { protocol: 'HTTPS', tls: { mode: 'SIMPLE', credentialName: 'secret' }, rules: 'http' }],
  [1, { protocol: 'TLS', tls: { mode: 'SIMPLE', credentialName: 'secret' }, rules: 'tcp' }],
  [1, { protocol: 'TLS', tls: { mode: 'ISTIO_MUTUAL' }, rules: 'tcp' }],
]);

const ENTRY_PROTOCOLS = { http: 'HTTP', tls: 'TLS', tcp: 'TCP' } as const;

interface Opening {
  readonly protocol: string;
  readonly tls?: object;
  readonly rules: 'http' | 'tls' | 'tcp';
}

/** A Gateway, a VirtualService that is bound to it and routes its connections to a host, and an entry of the host. Most fit together, some don't. */
export function routedGateway(words: Words): fc.Arbitrary<KubernetesObject[]> {
  return fc.record({
    kind: KINDS,
    host: weighted([6, words.name], [2, words.wildcard]),
    opened: pick([[5, 'same'], [2, '*'], [1, '*.ext.test'], [1, './'], [1, 'shop/'], [1, '~/']]),
    port: words.port,
    destination: weighted([5, fc.constant(undefined)], [2, words.name], [1, pick([[1, 'web.shop.svc.cluster.local'], [1, 'missing.test']])]),
    destinationPort: weighted([4, fc.constant(undefined)], [4, words.port]),
    gatewayNamespace: pick([[4, 'egress'], [1, 'istio-system'], [1, 'shop']]),
    routeNamespace: words.namespace,
    matchesPort: fc.boolean(),
    alsoMesh: weighted([3, fc.constant(false)], [1, fc.constant(true)]),
    isKnown: weighted([4, fc.constant(true)], [1, fc.constant(false)]),
    resolution: pick([[8, 'DNS'], [1, 'NONE'], [1, 'STATIC']]),
    redirect: weighted([8, fc.constant(false)], [1, fc.constant(true)]),
    exportTo: exportTo(words),
  }, { noNullPrototype: true }).map(({ kind, host, opened, port, ...route }) => {
    const open = opened === 'same' ? host : opened.endsWith('/') ? `${opened}${host}` : opened;
    const tlsSettings = kind.tls ?? (route.redirect && kind.rules === 'http' ? { httpsRedirect: true } : undefined);
    const opening = { port: { number: port, name: 'p0', protocol: kind.protocol }, hosts: [open], ...tlsSettings ? { tls: tlsSettings } : {} };
    const number = route.destinationPort ?? port;
    const destination = { host: route.destination ?? host.replace(/^[*][.]/, 'api.'), port: { number } };
    const match = { ...route.matchesPort ? { port } : {}, ...kind.rules === 'tls' ? { sniHosts: [host] } : {} };
    const spec = {
      hosts: [host],
      gateways: [`${route.gatewayNamespace}/a`, ...route.alsoMesh ? ['mesh'] : []],
      ...route.exportTo ? { exportTo: route.exportTo } : {},
      [kind.rules]: [{ ...Object.keys(match).length > 0 ? { match: [match] } : {}, route: [{ destination }] }],
    };
    const entry = { hosts: [destination.host], ports: [{ number, name: `p${number}`, protocol: ENTRY_PROTOCOLS[kind.rules] }], resolution: route.resolution };
    return [
      istioObject('Gateway', 'a', route.gatewayNamespace, { selector: GATEWAY_LABELS, servers: [opening] }),
      istioObject('VirtualService', 'v', route.routeNamespace, spec),
      ...route.isKnown ? [istioObject('ServiceEntry', 'e', route.routeNamespace, entry)] : [],
    ];
  });
}

function istioObject(kind: string, name: string, namespace: string, spec: object): KubernetesObject {
  return { apiVersion: 'networking.istio.io/v1', kind, metadata: { name, namespace }, spec };
}

/** Each port of a Gateway has a unique name. */
function withPortNames(spec: Record<string, unknown>): Record<string, unknown> {
  const servers = (spec.servers as Record<string, object>[]).map((item, index) => ({ ...item, port: { ...item.port, name: `p${index}` } }));
  return { ...spec, servers };
}

function server(words: Words): fc.Arbitrary<Record<string, unknown>> {
  const host = weighted(
    [4, words.host],
    [3, fc.tuple(pick([[2, 'shop'], [2, '*'], [2, '.'], [1, 'egress'], ...words.wrong > 0 ? [[1, '~'] as const, [1, ''] as const, [1, 'a b'] as const] : []]), words.host).map(parts => parts.join('/'))],
    [2, fc.constant('*')],
    [words.wrong / 4, pick([[1, '1.2.3.4'], [1, 'a/b/c'], [1, '*/*'], [1, 'shop/*'], [1, '~/*']])],
  );
  // Server names need TLS, and TLS that is passed through uses no certificate.
  const kind = words.wrong > 0
    ? fc.tuple(words.protocol.map(protocol => protocol === '' ? undefined : protocol), maybe(60, tls()))
    : pick<readonly [string, unknown]>([
      [5, ['HTTP', undefined]], [5, ['TLS', { mode: 'PASSTHROUGH' }]], [2, ['HTTPS', { mode: 'SIMPLE', credentialName: 'secret' }]], [2, ['TCP', undefined]], [1, ['HTTP2', undefined]],
      [2, ['TLS', { mode: 'SIMPLE', credentialName: 'secret' }]], [1, ['TLS', { mode: 'ISTIO_MUTUAL' }]], [1, ['HTTPS', { mode: 'ISTIO_MUTUAL' }]], [1, ['HTTPS', { mode: 'PASSTHROUGH' }]],
      [1, ['HTTP', { httpsRedirect: true }]],
    ]);
  return fc.tuple(
    kind,
    words.port,
    fields({
      hosts: maybe(words.wrong > 0 ? 97 : 100, list(host, words.wrong > 0 ? 0 : 1, 2)),
      name: maybe(words.wrong, words.label),
      bind: maybe(5, pick([[3, '203.0.113.7'], [2, '0.0.0.0'], ...words.wrong > 0 ? [[1, 'unix:///x'] as const, [1, 'x'] as const, [1, 'unix://x'] as const] : []])),
    }),
    fields({
      name: weighted([20, fc.constant(undefined)], [words.wrong / 4, words.label]),
      targetPort: maybe(words.wrong / 6, words.port),
    }),
  ).map(([[protocol, tlsSettings], number, rest, { name, ...port }]) => ({
    port: { number, ...protocol === undefined ? {} : { protocol }, name: name ?? `p${number}-${String(protocol).toLowerCase().replace(/[^a-z0-9]/g, '')}`, ...port },
    ...tlsSettings === undefined ? {} : { tls: tlsSettings },
    ...rest,
  }));
}

function tls(): fc.Arbitrary<unknown> {
  return fields({
    mode: maybe(85, pick([[4, 'SIMPLE'], [3, 'PASSTHROUGH'], [2, 'MUTUAL'], [2, 'ISTIO_MUTUAL'], [1, 'AUTO_PASSTHROUGH'], [1, 'OPTIONAL_MUTUAL'], [1, 'NONE']])),
    httpsRedirect: maybe(15, fc.boolean()),
    serverCertificate: maybe(25, pick([[3, '/cert'], [1, '']])),
    privateKey: maybe(25, pick([[3, '/key'], [1, '']])),
    caCertificates: maybe(20, pick([[3, '/ca'], [1, '']])),
    caCrl: maybe(5, fc.constant('/crl')),
    credentialName: maybe(40, pick([[3, 'secret'], [1, ''], [1, 'kubernetes-gateway://a/b']])),
    credentialNames: maybe(8, pick([[2, ['one', 'two']], [1, ['one', 'two', 'three']], [1, []], [1, ['one']]])),
    tlsCertificates: maybe(5, fc.constant([{ serverCertificate: '/cert', privateKey: '/key' }])),
    subjectAltNames: maybe(10, fc.constant(['ext.test'])),
    verifyCertificateSpki: maybe(3, fc.constant(['x'])),
    verifyCertificateHash: maybe(3, fc.constant(['x'])),
    minProtocolVersion: maybe(15, pick([[1, 'TLSV1_2'], [1, 'TLSV1_3'], [1, 'TLSV1_0'], [1, 'TLS_AUTO'], [1, 'SSL']])),
    maxProtocolVersion: maybe(15, pick([[1, 'TLSV1_2'], [1, 'TLSV1_3'], [1, 'TLSV1_1']])),
    cipherSuites: maybe(10, pick([[2, ['ECDHE-RSA-AES256-GCM-SHA384']], [1, ['x']], [1, ['AES128-SHA', 'AES128-SHA']]])),
  });
}
