import * as fc from 'fast-check';
import { connectionPool } from './connection-pool';
import { object, selectorLabels } from './metadata';
import type { Words } from './words';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import type { Part } from '../base/part';
import { fields, list, maybe, pick, set, weighted } from '../base/shapes';

/** Sidecars that limit what a workload imports, with and without port listeners. */
export function sidecar(words: Words): fc.Arbitrary<KubernetesObject> {
  const spec = fields({
    workloadSelector: maybe(25, weighted([6, fields({ labels: selectorLabels(words) })], [1, fc.constant({})])),
    egress: maybe(90, egress(words)),
    ingress: maybe(words.wrong > 0 ? 20 : 5, list(ingressListener(words), 1, words.wrong > 0 ? 2 : 1)),
    outboundTrafficPolicy: maybe(55, outboundTrafficPolicy(words)),
    inboundConnectionPool: maybe(words.wrong / 2, connectionPool(words)),
  });
  return object(words, 'networking.istio.io', 'Sidecar', words.wrong > 0 ? maybe(98, spec) : spec, ['v1', 'v1beta1', 'v1alpha3']);
}

/** Parts to add to sound Sidecars. */
export function sidecarParts(words: Words): Part[] {
  return [
    { path: ['spec', 'egress'], value: egress(words) },
    { path: ['spec', 'egress', 0, 'hosts'], value: hosts(words) },
    { path: ['spec', 'egress', 0, 'port'], value: port(words) },
    { path: ['spec', 'egress', 0, 'bind'], value: bind(words) },
    { path: ['spec', 'egress', 0, 'captureMode'], value: captureMode(words) },
    { path: ['spec', 'ingress', 0], value: ingressListener(words) },
    { path: ['spec', 'ingress'], value: list(ingressListener(words), 2, 2) },
    { path: ['spec', 'inboundConnectionPool'], value: connectionPool(words) },
    { path: ['spec', 'outboundTrafficPolicy'], value: outboundTrafficPolicy(words) },
    { path: ['spec', 'workloadSelector'], value: fields({ labels: selectorLabels(words) }) },
  ];
}

/** One item of `egress[].hosts`. */
export function egressHost(words: Words): fc.Arbitrary<string> {
  return weighted(
    [16, fc.tuple(words.importedNamespace, words.importedHost).map(parts => parts.join('/'))],
    [words.wrong / 6, pick([[1, '*'], [1, 'shop'], [1, 'a/b/c'], [1, '/'], [1, '*/'], [1, '/*'], [1, ''], [1, 'shop/'], [1, '*/*/*']])],
  );
}

/** Some listeners with a port each, and in most cases one without a port at the end. */
function egress(words: Words): fc.Arbitrary<unknown[]> {
  const last = fields({ hosts: hosts(words), bind: maybe(4, bind(words)), captureMode: maybe(4, captureMode(words)) });
  const withPort = fields({ port: port(words), hosts: hosts(words), bind: maybe(15, bind(words)), captureMode: maybe(10, captureMode(words)) });
  const unix = fields({
    port: fields({ number: pick([[5, 0], [words.wrong, 443]]), protocol: words.protocol.map(nonEmpty), name: fc.constant('socket') }),
    bind: words.wrong > 0
      ? pick([[3, 'unix:///run/x.sock'], [2, 'unix://@x'], [1, 'unix://x'], [1, 'unix://'], [1, 'unix:///'], [1, 'unix:x'], [1, 'unix:///run/']])
      : pick([[1, 'unix:///run/x.sock'], [1, 'unix://@x']]),
    hosts: hosts(words),
    captureMode: maybe(20, captureMode(words)),
  });
  const numbered = words.wrong > 0 ? list(withPort, 0, 2) : set(withPort, 0, 2, item => (item.port as { number: number }).number);
  const regular = fc.tuple(weighted<unknown[]>([3, fc.constant([])], [2, numbered]), maybe(7, unix), maybe(88, last))
    .map(([ports, socket, end]) => [...ports, socket, end].filter(listener => listener !== undefined))
    .filter(listeners => words.wrong > 0 || listeners.length > 0);
  return weighted([9, regular as fc.Arbitrary<unknown[]>], [words.wrong / 6, list(weighted([1, last], [2, withPort], [1, unix]), 0, 3)]);
}

function port(words: Words): fc.Arbitrary<unknown> {
  return fields({
    number: words.port,
    // Listeners for explicit proxies have their own rules.
    protocol: weighted([6, words.protocol.map(nonEmpty)], [1, fc.constant('HTTP_PROXY')]),
    name: weighted([20, fc.constant('out')], [words.wrong / 4, words.label]),
    targetPort: maybe(words.wrong / 6, words.port),
  });
}

function hosts(words: Words): fc.Arbitrary<string[]> {
  return weighted([6, list(egressHost(words), 1, 3)], [1, fc.constant(['*/*'])], [1, fc.constant(['./*'])], [words.wrong / 12, fc.constant([])]);
}

function bind(words: Words): fc.Arbitrary<string> {
  return words.wrong > 0
    ? pick([[3, '127.0.0.1'], [2, '0.0.0.0'], [1, '203.0.113.7'], [1, ''], [1, 'localhost'], [1, '::1'], [1, '1.2.3.4/32'], [1, 'unix:///x']])
    : pick([[3, '127.0.0.1'], [2, '0.0.0.0'], [2, '203.0.113.7']]);
}

function captureMode(words: Words): fc.Arbitrary<string> {
  return pick([[2, 'DEFAULT'], [2, 'IPTABLES'], [3, 'NONE'], ...words.wrong > 0 ? [[1, 'TPROXY'] as const] : []]);
}

function outboundTrafficPolicy(words: Words): fc.Arbitrary<unknown> {
  const egressProxy = fields({
    host: words.name,
    port: maybe(90, fields({ number: words.port })),
    subset: maybe(10, words.label),
  });
  return weighted(
    [6, fc.constant({ mode: 'REGISTRY_ONLY' })],
    [3, fc.constant({ mode: 'ALLOW_ANY' })],
    [1, fc.constant({})],
    [1, fields({ mode: words.wrong > 0 ? maybe(80, pick([[4, 'ALLOW_ANY'], [1, 'REGISTRY_ONLY'], [1, 'ALLOW_ANY_DYNAMIC_DNS'], [1, 'NONE']])) : fc.constant('ALLOW_ANY'), egressProxy })],
  );
}

function ingressListener(words: Words): fc.Arbitrary<unknown> {
  return fields({
    port: maybe(words.wrong > 0 ? 96 : 100, port(words)),
    // If it were bound and the pod had such an address, it would take outbound connections.
    bind: maybe(words.wrong > 0 ? 20 : 0, bind(words)),
    captureMode: maybe(words.wrong > 0 ? 10 : 0, captureMode(words)),
    defaultEndpoint: maybe(70, words.wrong > 0
      ? pick([
        [4, '127.0.0.1:8080'], [2, '0.0.0.0:80'], [1, '[::1]:80'], [1, '[::]:80'], [1, ':80'], [2, 'unix:///run/x.sock'], [1, 'unix://@x'], [1, 'localhost:80'], [1, '127.0.0.1'], [1, '127.0.0.1:0'],
        [1, '127.0.0.1:65536'], [1, '127.0.0.1:x'], [1, '1.2.3.4:80'], [1, ''], [1, '::1:80'], [1, 'unix://'], [1, 'unix://x'], [1, '127.0.0.2:80'], [1, ':'], [1, '127.0.0.1:080'], [1, '127.0.0.1:+80'],
      ])
      : fc.constant('127.0.0.1:8080')),
    tls: maybe(words.wrong, fields({
      mode: maybe(90, pick([[3, 'SIMPLE'], [2, 'MUTUAL'], [1, 'PASSTHROUGH'], [1, 'ISTIO_MUTUAL'], [1, 'AUTO_PASSTHROUGH'], [1, 'OPTIONAL_MUTUAL']])),
      serverCertificate: maybe(60, pick([[3, '/cert'], [1, '']])),
      privateKey: maybe(60, pick([[3, '/key'], [1, '']])),
      caCertificates: maybe(40, pick([[3, '/ca'], [1, '']])),
      credentialName: maybe(10, pick([[2, 'secret'], [1, '']])),
      credentialNames: maybe(5, fc.constant(['one'])),
      subjectAltNames: maybe(10, fc.constant(['ext.test'])),
      httpsRedirect: maybe(10, fc.boolean()),
      minProtocolVersion: maybe(10, pick([[1, 'TLSV1_2'], [1, 'TLSV1_3']])),
      maxProtocolVersion: maybe(10, pick([[1, 'TLSV1_2'], [1, 'TLSV1_0']])),
      cipherSuites: maybe(10, fc.constant(['ECDHE-RSA-AES256-GCM-SHA384', 'x'])),
      verifyCertificateSpki: maybe(5, fc.constant(['x'])),
    })),
    connectionPool: maybe(words.wrong, connectionPool(words)),
  });
}

function nonEmpty(text: string): string | undefined {
  return text === '' ? undefined : text;
}
