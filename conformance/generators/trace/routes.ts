import * as fc from 'fast-check';
import { deploymentOf } from './client';
import type { Pattern } from './entries';
import { serviceObject } from './services';
import { CLIENTS, istio, NAMESPACE } from './words';
import { pick, weighted } from '../base/shapes';

interface Destination {
  readonly destination: { readonly host: string; readonly port?: { readonly number: number }; readonly subset?: string };
  readonly weight?: number;
}

/** Settings of a route that do not change where it leads. */
const NOISE = pick<object>([
  [4, {}], [1, { timeout: '5s' }], [1, { retries: { attempts: 2, perTryTimeout: '2s' } }], [1, { headers: { request: { set: { 'x-shop': 'yes' } } } }],
]);

const HOST = 'api.ext.test';
const OTHER = 'b.ext.test';

/** Where a route leads, by what its author wants; `weights` share it between a host and another. */
const WANTED = pick([
  [4, 'same'], [3, 'other host'], [2, 'other port'], [2, 'undeclared port'], [2, 'unknown host'], [1, 'all to the first'], [1, 'all to the second'], [2, 'subset'], [1, 'missing subset'],
] as const);

type Wanted = typeof WANTED extends fc.Arbitrary<infer W> ? W : never;

function destinations(wanted: Wanted, number: number, otherPort: number): Destination[] {
  const to = (host: string, port = number, more: object = {}): Destination['destination'] => ({ host, port: { number: port }, ...more });
  switch (wanted) {
    case 'same': return [{ destination: to(HOST) }];
    case 'other host': return [{ destination: to(OTHER) }];
    case 'other port': return [{ destination: to(HOST, otherPort) }];
    case 'undeclared port': return [{ destination: to(HOST, 9999) }];
    case 'unknown host': return [{ destination: to('nobody.test') }];
    case 'all to the first': return [{ destination: to(HOST), weight: 100 }, { destination: to(OTHER), weight: 0 }];
    case 'all to the second': return [{ destination: to(HOST), weight: 0 }, { destination: to(OTHER), weight: 100 }];
    case 'subset': return [{ destination: to(HOST, number, { subset: 'only' }) }];
    case 'missing subset': return [{ destination: to(HOST, number, { subset: 'missing' }) }];
  }
}

/** Entries, and a VirtualService that routes the connections of one of their hosts. */
export const ROUTED_ENTRY: fc.Arbitrary<Pattern> = fc.record({
  namespace: NAMESPACE,
  isTls: fc.boolean(),
  wanted: WANTED,
  noise: NOISE,
  matchesPort: fc.boolean(),
  exportTo: pick([[8, undefined], [1, ['.']]]),
  subsetTls: pick([[2, undefined], [1, 'SIMPLE'], [1, 'DISABLE']]),
}).map(({ namespace, isTls, wanted, noise, matchesPort, exportTo, subsetTls }) => {
  const number = isTls ? 443 : 80;
  const ports = [{ number: 80, name: 'http', protocol: 'HTTP' }, { number: 443, name: 'tls', protocol: 'TLS' }, { number: 8443, name: 'tls-8443', protocol: 'TLS' }];
  const route = destinations(wanted, number, isTls ? 8443 : 443);
  const rule = isTls
    ? { tls: [{ match: [{ port: 443, sniHosts: [HOST] }], route }] }
    : { http: [{ ...matchesPort ? { match: [{ port: 80 }] } : {}, route, ...noise }] };
  const subsets = [{ name: 'only', ...subsetTls ? { trafficPolicy: { tls: { mode: subsetTls } } } : {} }];
  return {
    objects: [
      istio('ServiceEntry', 'routed', namespace, { hosts: [HOST], ports, resolution: 'DNS' }),
      ...wanted === 'other host' || wanted.startsWith('all') ? [istio('ServiceEntry', 'other', namespace, { hosts: [OTHER], ports, resolution: 'DNS' })] : [],
      istio('VirtualService', 'routes', namespace, { hosts: [HOST], ...exportTo ? { exportTo } : {}, ...rule }),
      ...wanted.includes('subset') ? [istio('DestinationRule', 'subsets', namespace, { host: HOST, subsets })] : [],
    ],
    aims: [{ host: HOST, port: number, protocol: isTls ? 'https' : 'http' }],
  };
});

/** A Service whose requests a VirtualService sends to a subset of its pods, to another Service, or to nowhere. */
export const ROUTED_SERVICE: fc.Arbitrary<Pattern> = fc.record({
  namespace: NAMESPACE.filter(name => name !== 'istio-system'),
  to: pick([[4, 'v1'], [1, 'v2'], [2, 'missing'], [2, 'no subset'], [2, 'abort'], [1, 'redirect']] as const),
  noise: NOISE,
  host: pick([[2, 'full'], [1, 'short']] as const),
  hasSidecar: weighted([2, fc.constant(true)], [1, fc.constant(false)]),
}).map(({ namespace, to, noise, host, hasSidecar }) => {
  const full = `cart.${namespace}.svc.cluster.local`;
  const labels = { 'app': 'cart', 'version': 'v1', 'sidecar.istio.io/inject': String(hasSidecar) };
  const destination = { host: full, ...to === 'no subset' ? {} : { subset: to } };
  const rule = to === 'abort' ? { fault: { abort: { httpStatus: 503, percentage: { value: 100 } } }, route: [{ destination: { host: full } }] }
    : to === 'redirect' ? { redirect: { uri: '/elsewhere' } } : { route: [{ destination }], ...noise };
  return {
    objects: [
      serviceObject('cart', namespace, { clusterIP: namespace === CLIENTS ? '10.96.5.9' : '10.96.5.10', selector: { app: 'cart' }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] }),
      deploymentOf({ namespace, labels, annotations: {}, injected: hasSidecar }),
      istio('VirtualService', 'cart', namespace, { hosts: [host === 'full' ? full : 'cart'], http: [rule] }),
      ...['v1', 'v2'].includes(to) || to === 'missing'
        ? [istio('DestinationRule', 'cart', namespace, { host: full, subsets: [{ name: 'v1', labels: { version: 'v1' } }, { name: 'v2', labels: { version: 'v2' } }] })] : [],
    ],
    aims: [{ host: full, port: 80, protocol: 'http' }],
  };
});
