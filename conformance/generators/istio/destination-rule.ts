import * as fc from 'fast-check';
import { connectionPool } from './connection-pool';
import { exportTo, object, selectorLabels } from './metadata';
import type { Words } from './words';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import type { Part } from '../base/part';
import { fields, list, maybe, optional, pick, set, Shares, weighted } from '../base/shapes';

/** DestinationRules: subsets, and how connections to a host are made. */
export function destinationRule(words: Words): fc.Arbitrary<KubernetesObject> {
  const spec = fields({
    host: maybe(words.wrong > 0 ? 98 : 100, weighted([8, words.host], [1, pick([[3, 'web'], [2, 'gateway.egress.svc.cluster.local'], [1, 'missing.test'], [words.wrong / 4, '*']])])),
    trafficPolicy: maybe(60, trafficPolicy(words)),
    subsets: maybe(45, subsets(words)),
    exportTo: exportTo(words),
    workloadSelector: maybe(8, fields({ matchLabels: maybe(90, selectorLabels(words)) })),
  });
  return object(words, 'networking.istio.io', 'DestinationRule', spec, ['v1', 'v1beta1', 'v1alpha3']);
}

function subsets(words: Words): fc.Arbitrary<unknown[]> {
  return words.wrong > 0 ? list(subset(words), 0, 2) : set(subset(words), 1, 2, ({ name }) => name);
}

function subset(words: Words): fc.Arbitrary<Record<string, unknown>> {
  return fields({
    name: maybe(words.wrong > 0 ? 97 : 100, words.label),
    labels: maybe(80, weighted([4, fc.constant({ version: 'v1' })], [words.wrong / 4, selectorLabels(words)], [1, fc.constant({})])),
    trafficPolicy: maybe(10, trafficPolicy(words)),
  });
}

/** The fields of any policy, and the share of policies, in percent, that have each. */
function policies(words: Words): Shares {
  return {
    tls: [60, tls(words)],
    connectionPool: [words.wrong, connectionPool(words)],
    loadBalancer: [10, weighted([3, fc.constant<unknown>({ simple: 'ROUND_ROBIN' })], [words.wrong / 4, loadBalancer(words)])],
    outlierDetection: [8, weighted([3, fc.constant<unknown>({ consecutive5xxErrors: 5 })], [words.wrong / 4, outlierDetection(words)])],
  };
}

/** The fields that only a policy for all ports may have. */
function wholePolicies(words: Words): Shares {
  return {
    portLevelSettings: [25, list(portPolicy(words), 1, 2)],
    tunnel: [words.wrong / 2, fields({
      protocol: maybe(70, pick([[2, 'CONNECT'], [2, 'POST'], [1, 'GET'], [1, '']])),
      targetHost: maybe(95, words.host),
      targetPort: maybe(95, words.port),
    })],
    proxyProtocol: [words.wrong / 2, fields({ version: maybe(80, pick([[2, 'V1'], [2, 'V2'], [1, 'V3']])) })],
  };
}

/** Parts to add to sound DestinationRules. */
export function destinationRuleParts(words: Words): Part[] {
  const path = ['spec', 'trafficPolicy'];
  const sound = { simple: 'ROUND_ROBIN' };
  return [
    ...Object.entries({ ...policies(words), ...wholePolicies(words) }).map(([name, [, value]]) => ({ path: [...path, name], value })),
    ...Object.entries(balancing(words))
      .map(([name, [, value]]) => ({ path: [...path, 'loadBalancer'], value: value.map(inner => ({ [name]: inner })) })),
    { path: [...path, 'loadBalancer'], value: localities(words).map(localityLbSetting => ({ ...sound, localityLbSetting })) },
    { path: [...path, 'loadBalancer'], value: warmup(words).map(inner => ({ ...sound, warmup: inner })) },
    { path: [...path, 'outlierDetection'], value: outlierDetection(words) },
    {
      path,
      value: fc.tuple(wholePolicies(words).tunnel[1], wholePolicies(words).proxyProtocol[1])
        .map(([tunnel, proxyProtocol]) => ({ tunnel, proxyProtocol })),
    },
    { path: [...path, 'portLevelSettings', 0], value: portPolicy(words) },
    { path: ['spec', 'subsets', 0], value: subset(words) },
    { path: ['spec', 'host'], value: words.host },
  ];
}

function trafficPolicy(words: Words): fc.Arbitrary<Record<string, unknown>> {
  return fields(optional({ ...policies(words), ...wholePolicies(words) })).filter(inner => words.wrong > 0 || Object.keys(inner).length > 0);
}

function outlierDetection(words: Words): fc.Arbitrary<unknown> {
  return fields({
    consecutive5xxErrors: maybe(50, pick([[2, 5], [1, 0]])),
    consecutiveErrors: maybe(20, pick([[2, 5], [1, -1]])),
    consecutiveGatewayErrors: maybe(20, pick([[2, 5], [1, 0]])),
    interval: maybe(50, words.duration),
    baseEjectionTime: maybe(50, words.duration),
    maxEjectionPercent: maybe(40, pick([[2, 50], [1, 101], [1, -1]])),
    minHealthPercent: maybe(40, pick([[2, 50], [1, 101], [1, -1]])),
    splitExternalLocalOriginErrors: maybe(30, fc.boolean()),
    consecutiveLocalOriginFailures: maybe(30, pick([[2, 5], [1, 0]])),
  });
}

function portPolicy(words: Words): fc.Arbitrary<Record<string, unknown>> {
  const policy = fields(optional(policies(words))).filter(inner => words.wrong > 0 || Object.keys(inner).length > 0);
  const port = fields({ port: maybe(words.wrong > 0 ? 95 : 100, fields({ number: maybe(words.wrong > 0 ? 97 : 100, words.port) })) });
  return fc.tuple(port, policy).map(([first, rest]) => ({ ...first, ...rest }));
}

function tls(words: Words): fc.Arbitrary<unknown> {
  if (words.wrong === 0) {
    return pick<unknown>([
      [4, { mode: 'SIMPLE' }], [2, { mode: 'DISABLE' }], [1, { mode: 'SIMPLE', sni: 'api.ext.test' }], [1, { mode: 'ISTIO_MUTUAL' }], [1, { mode: 'SIMPLE', caCertificates: 'system' }],
      [1, { mode: 'MUTUAL', clientCertificate: '/cert', privateKey: '/key', caCertificates: '/ca' }], [1, { mode: 'SIMPLE', credentialName: 'secret' }], [1, { mode: 'SIMPLE', insecureSkipVerify: true }],
    ]);
  }
  return fields({
    mode: maybe(90, pick([[5, 'SIMPLE'], [3, 'MUTUAL'], [2, 'ISTIO_MUTUAL'], [2, 'DISABLE'], [1, 'PASSTHROUGH']])),
    clientCertificate: maybe(30, pick([[3, '/cert'], [1, '']])),
    privateKey: maybe(30, pick([[3, '/key'], [1, '']])),
    caCertificates: maybe(25, pick([[3, '/ca'], [2, 'system'], [1, '']])),
    caCrl: maybe(10, pick([[3, '/crl'], [1, '']])),
    credentialName: maybe(20, pick([[3, 'secret'], [1, ''], [1, 'configmap://ca'], [1, 'kubernetes://secret']])),
    subjectAltNames: maybe(15, list(words.name, 0, 2)),
    sni: maybe(20, words.host),
    insecureSkipVerify: maybe(20, fc.boolean()),
  });
}

function loadBalancer(words: Words): fc.Arbitrary<unknown> {
  return fields(optional(balancing(words)));
}

function balancing(words: Words): Shares {
  return {
    simple: [60, pick([[2, 'ROUND_ROBIN'], [1, 'PASSTHROUGH'], [1, 'LEAST_CONN'], [1, 'RANDOM'], [1, 'FASTEST']])],
    consistentHash: [20, consistentHash(words)],
    localityLbSetting: [30, localities(words)],
    warmup: [15, warmup(words)],
    warmupDurationSecs: [10, words.duration],
  };
}

function consistentHash(words: Words): fc.Arbitrary<unknown> {
  return weighted(
    [3, fields({ ...hashKeys(words), ...HASH_RINGS })],
    [2, fc.tuple(pick([[1, 'httpHeaderName'], [1, 'httpCookie'], [1, 'httpQueryParameterName']]), fields(HASH_RINGS))
      .chain(([key, ring]) => hashKeys(words)[key].filter(value => value !== undefined).map(value => ({ [key]: value, ...ring })))],
  );
}

/** The alternatives, one of which is set. */
function hashKeys(words: Words): Record<string, fc.Arbitrary<unknown>> {
  return {
    httpHeaderName: maybe(40, pick([[2, 'x-user'], [1, '']])),
    httpQueryParameterName: maybe(15, pick([[2, 'user'], [1, '']])),
    useSourceIp: maybe(20, fc.boolean()),
    httpCookie: maybe(20, fields({
      name: maybe(90, pick([[2, 'user'], [1, '']])),
      ttl: maybe(80, words.duration),
      path: maybe(20, pick([[1, '/'], [1, '']])),
    })),
  };
}

const HASH_RINGS: Record<string, fc.Arbitrary<unknown>> = {
  minimumRingSize: maybe(30, pick([[1, 0], [2, 1024]])),
  ringHash: maybe(10, fc.constant({ minimumRingSize: 1024 })),
  maglev: maybe(20, fields({ tableSize: maybe(80, pick([[1, 65537], [1, 4], [1, 0], [1, 5000011], [1, 5000012]])) })),
};

function localities(words: Words): fc.Arbitrary<unknown> {
  const region = pick([[3, 'eu/*'], [2, 'eu/west'], [1, 'us'], [1, ''], [1, '*'], [1, 'eu/*/b'], [1, 'eu*'], [1, 'eu/west/a'], [1, 'eu/west/a/b']]);
  const weights = fc.dictionary(region, pick([[3, 100], [2, 50], [1, 0], [1, 101]]), { maxKeys: 2, noNullPrototype: true });
  const key = pick([[1, 'topology.kubernetes.io/region'], [1, 'topology.kubernetes.io/zone=a'], [1, 'x'], [1, ''], [1, 'x=y=z'], [1, '=y']]);
  return fields({
    enabled: maybe(30, fc.boolean()),
    distribute: maybe(50, list(fields({ from: maybe(90, region), to: maybe(90, weights) }), 0, 2)),
    failover: maybe(30, list(fields({ from: maybe(90, region), to: maybe(90, region) }), 0, 2)),
    failoverPriority: maybe(words.wrong > 0 ? 20 : 0, list(key, 0, 2)),
  });
}

function warmup(words: Words): fc.Arbitrary<unknown> {
  return fields({
    duration: maybe(90, words.duration),
    aggression: maybe(30, pick([[2, 1], [1, 0.5], [1, 2]])),
    minimumPercent: maybe(30, pick([[2, 10], [1, 101], [1, 0]])),
  });
}
