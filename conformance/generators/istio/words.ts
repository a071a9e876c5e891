import * as fc from 'fast-check';
import { INHERITED } from '../base/hostile';
import { pick, scribble, weighted } from '../base/shapes';

/**
 * The names, numbers and addresses that generated objects are made of.
 *
 * There are few of each, so that objects share them: one host, one port, one namespace.
 */
export interface Words {
  readonly namespace: fc.Arbitrary<string>;
  /** Hosts that a ServiceEntry may have. */
  readonly host: fc.Arbitrary<string>;
  /** Names without a wildcard. */
  readonly name: fc.Arbitrary<string>;
  /** Wildcards. */
  readonly wildcard: fc.Arbitrary<string>;
  /** Addresses of a ServiceEntry: IPs and CIDRs. */
  readonly address: fc.Arbitrary<string>;
  /** IPs of endpoints. */
  readonly endpointIp: fc.Arbitrary<string>;
  readonly port: fc.Arbitrary<number>;
  readonly protocol: fc.Arbitrary<string>;
  /** Names of ports, subsets and the like. */
  readonly label: fc.Arbitrary<string>;
  /** Items of `exportTo`. */
  readonly exportTo: fc.Arbitrary<string>;
  /** Hosts of a Sidecar, without the namespace. */
  readonly importedHost: fc.Arbitrary<string>;
  /** Namespaces of a Sidecar's hosts. */
  readonly importedNamespace: fc.Arbitrary<string>;
  /** Durations, such as timeouts. */
  readonly duration: fc.Arbitrary<string>;
  /** The share of parts, in percent, that are wrong on purpose. */
  readonly wrong: number;
}

export const NAMESPACES = ['shop', 'egress', 'istio-system'] as const;
export const ROOT_NAMESPACE = 'istio-system';

/** Names that a client may ask for. No object defines the last one. */
export const NAMES = ['api.ext.test', 'b.ext.test', 'x.api.ext.test', 'ext.test', 'web.shop.svc.cluster.local', 'other.test'] as const;
export const PORTS = [80, 443, 8080, 9000] as const;
export const ADDRESSES = ['203.0.113.7', '203.0.113.8'] as const;

const PROTOCOLS = pick([
  [6, 'HTTP'], [5, 'TLS'], [4, 'HTTPS'], [5, 'TCP'], [3, ''], [1, 'HTTP2'], [1, 'GRPC'], [1, 'GRPC-WEB'], [1, 'HTTP_PROXY'], [1, 'MONGO'], [1, 'MYSQL'], [1, 'REDIS'], [1, 'UDP'],
  [1, 'tls'], [1, 'tcp'], [1, 'http'],
]);

const TIDY_NAME = pick([[5, NAMES[0]], [3, NAMES[1]], [2, NAMES[2]], [2, NAMES[3]], [1, NAMES[4]]]);
const TIDY_WILDCARD = pick([[4, '*.ext.test'], [2, '*.api.ext.test'], [1, '*.test'], [1, '*.shop.svc.cluster.local']]);
const TIDY_NAMESPACE = pick([[4, 'shop'], [3, 'egress'], [1, 'istio-system']]);

/** Words that Istio accepts, for meshes that a cluster could hold. */
export const TIDY: Words = {
  namespace: TIDY_NAMESPACE,
  host: weighted([30, TIDY_NAME], [10, TIDY_WILDCARD], [1, pick([[1, 'API.ext.test'], [1, 'b.ext.test.'], [1, 'short'], [1, 'constructor']])]),
  name: TIDY_NAME,
  wildcard: TIDY_WILDCARD,
  address: pick([
    [5, ADDRESSES[0]], [3, ADDRESSES[1]], [2, '203.0.113.7/32'], [2, '203.0.113.0/28'], [2, '203.0.113.0/24'], [1, '203.0.113.9/24'], [1, '203.0.0.0/16'], [1, '0.0.0.0/0'],
  ]),
  endpointIp: pick([[3, '192.0.2.1'], [2, '192.0.2.2'], [1, '203.0.113.7']]),
  port: pick([[5, 443], [5, 80], [3, 8080], [2, 9000], [1, 15001]]),
  protocol: PROTOCOLS,
  label: pick([[8, 'v1'], [4, 'v2'], [1, 'constructor']]),
  exportTo: pick([[3, '*'], [3, '.'], [3, 'shop'], [2, 'egress'], [1, 'istio-system'], [1, '~'], [1, 'elsewhere']]),
  importedHost: weighted([6, fc.constant('*')], [5, TIDY_NAME], [3, TIDY_WILDCARD], [1, fc.constant('*.none.test')]),
  importedNamespace: pick([[4, '*'], [4, '.'], [4, 'shop'], [4, 'egress'], [2, 'istio-system'], [1, '~'], [1, '~*'], [1, '~.'], [1, '~shop'], [1, '~egress'], [1, 'elsewhere']]),
  duration: pick([[3, '1s'], [1, '15m'], [1, '1h']]),
  wrong: 0,
};

const LONG_LABEL = 'a'.repeat(63);

const WILD_NAME = weighted(
  [40, TIDY_NAME],
  [6, pick([
    [1, ''], [1, 'localhost'], [1, 'API.Ext.Test'], [1, 'ext.test.'], [1, 'ext..test'], [1, '.ext.test'], [1, '-a.test'], [1, 'a-.test'], [1, 'a_b.test'], [1, ' ext.test'],
    [1, 'https://ext.test'], [1, 'ext.test:443'], [1, 'ext.test/x'], [1, '1.2.3.4'], [1, '1.2.3'], [1, '2001:db8::1'], [1, '12'], [1, 'a.12'], [1, '12.a'], [1, 'a.99999999999999999999'],
    [1, 'bücher.test'], [1, 'xn--bcher-kva.test'], [1, `${LONG_LABEL}.test`], [1, `${LONG_LABEL}a.test`], [1, `${`${LONG_LABEL}.`.repeat(3)}${'a'.repeat(62)}`],
    [1, `${`${LONG_LABEL}.`.repeat(3)}${LONG_LABEL}`], [1, `${`${LONG_LABEL}.`.repeat(3)}${LONG_LABEL}.`], [1, `${`${LONG_LABEL}.`.repeat(4)}test`],
  ])],
  [3, scribble('aB1-._*/ ', 8)],
  [1, INHERITED],
);

const WILD_WILDCARD = weighted(
  [12, TIDY_WILDCARD],
  [3, pick([
    [1, '*'], [1, '*.'], [1, '*.test'], [1, '*ext.test'], [1, '*-ext.test'], [1, '**.test'], [1, '*.*.test'], [1, 'a.*.test'], [1, 'a*.test'], [1, '*a*.test'], [1, '*.EXT.test'], [1, '*.1'],
    [1, '*1'], [1, `*.${LONG_LABEL}a.test`], [1, '*--a.test'], [1, '*-'], [1, '*.ext.test.'],
  ])],
);

const STRANGE_LABEL = weighted(
  [3, pick([[1, ''], [1, 'A'], [1, 'a.b'], [1, 'a_b'], [1, '-a'], [1, '1'], [1, LONG_LABEL], [1, `${LONG_LABEL}a`], [1, 'team-*'], [1, '*'], [1, 'ünï']])],
  [1, scribble('aB1-._*', 5)],
  [1, INHERITED],
);

/** Words, some of which are wrong, for objects whose validation is compared. */
export const WILD: Words = {
  namespace: TIDY_NAMESPACE,
  host: weighted([3, WILD_NAME], [1, WILD_WILDCARD]),
  name: WILD_NAME,
  wildcard: WILD_WILDCARD,
  address: weighted(
    [16, TIDY.address],
    [3, pick([
      [1, '1.2.3.4/99'], [1, '1.2.3'], [1, '1.2.3.4.5'], [1, '01.2.3.4'], [1, '1.2.3.4/08'], [1, '1.2.3.4/'], [1, '/24'], [1, '1.2.3.4/24/24'], [1, 'ext.test'], [1, ''], [1, '*'], [1, '0.0.0.0'],
      [1, '2001:db8::1'], [1, '2001:DB8::/32'], [1, '2001:db8::1/129'], [1, '::ffff:1.2.3.4'], [1, '::1.2.3.4'], [1, 'fe80::1%eth0'], [1, 'fe80::1%eth0/64'], [1, '[2001:db8::1]'], [1, ' 1.2.3.4'],
      [1, 'unix:///x'], [1, '256.1.1.1'], [1, '::'], [1, '1::2::3'], [1, '1:2:3:4:5:6:7:8:9'],
    ])],
    [1, scribble('12:./%', 9)],
  ),
  endpointIp: weighted([5, TIDY.endpointIp], [2, pick([[1, '2001:db8::1'], [1, '1.2.3'], [1, '1.2.3.4/32'], [1, ''], [1, 'fe80::1%eth0']])]),
  port: weighted([40, TIDY.port], [3, pick([
    [1, 0], [4, 1], [4, 65534], [1, -1], [1, 65535], [1, 65536], [1, 4294967295], [1, 4294967296], [1, 1.5],
  ])]),
  protocol: weighted([30, PROTOCOLS], [2, pick([[1, 'http1'], [1, 'HBONE'], [1, 'grpcWeb'], [1, 'gRPC-Web'], [1, 'Https'], [1, 'tcp '], [1, 'UDP'], [1, 'postgres'], [1, 'auto'], [1, 'mTLS']])]),
  label: weighted([4, TIDY.label], [1, STRANGE_LABEL]),
  exportTo: weighted([16, TIDY.exportTo], [1, STRANGE_LABEL]),
  importedHost: weighted([5, TIDY.importedHost], [3, WILD_NAME], [2, WILD_WILDCARD]),
  importedNamespace: weighted([16, TIDY.importedNamespace], [1, STRANGE_LABEL], [1, pick([[1, '~~'], [1, '~a.b'], [1, '~*a'], [1, '*~'], [1, '~~shop']])]),
  duration: weighted([6, TIDY.duration], [2, pick([
    [1, '0s'], [1, '1ms'], [1, '0.5ms'], [1, '1.5s'], [1, '1'], [1, ''], [1, '-1s'], [1, '1h30m'], [1, '1d'], [1, '100us'], [1, '1s500us'], [1, '9999999h'], [1, '1.0005s'], [1, '1µs'], [1, '+1s'],
    [1, '.5s'], [1, '1.s'], [1, '87660h'], [1, '1ns'],
  ])]),
  wrong: 12,
};
