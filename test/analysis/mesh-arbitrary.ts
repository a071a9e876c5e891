import * as fc from 'fast-check';
import { istio } from './manifests';
import type { KubernetesObject } from '../../src/analysis/base/kubernetes-object';
import type { ReachQuestion } from '../../src/analysis/reach/reachability';

/** A mesh, and connections from namespace `shop`. */
export interface ArbitraryMesh {
  readonly objects: readonly KubernetesObject[];
  readonly meshConfig: object;
  readonly questions: readonly ReachQuestion[];
}

const NAMESPACES = ['shop', 'egress', 'other'];
const HOSTS = ['a.test', 'b.test', 'c.test', 'x.w.test', '*.w.test', '*.test', 'constructor', '__proto__'];
const PORTS = [80, 443];
const PROTOCOLS = ['HTTP', 'TLS', 'TCP', 'MONGO', 'UDP', ''];
const ADDRESSES = ['10.0.0.1', '10.0.0.2', '10.0.0.0/8', '10.0.0.0/24'];

const one = fc.constantFrom;

function optional<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(value, { nil: undefined });
}

/** Without the fields that are undefined, which no manifest has. */
function manifest<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

const entries = fc.record({
  namespace: one(...NAMESPACES),
  host: one(...HOSTS),
  ports: fc.uniqueArray(fc.record({ number: one(...PORTS), protocol: one(...PROTOCOLS) }), {
    minLength: 1, maxLength: 2, selector: ({ number }) => number,
  }),
  addresses: optional(fc.uniqueArray(one(...ADDRESSES), { minLength: 1, maxLength: 2 })),
  resolution: one('NONE', 'STATIC', 'DNS'),
  exportTo: optional(one(['*'], ['.'], ['shop'], ['~'])),
  labels: one<Record<string, string>[]>({}, { tier: 'x' }, { constructor: 'x' }),
}).map(({ namespace, host, ports, addresses, resolution, exportTo, labels }) => istio('ServiceEntry', '', manifest({
  hosts: [host],
  ports: ports.map(({ number, protocol }) => manifest({ number, name: `p${number}`, protocol: protocol || undefined })),
  addresses: addresses?.filter(address => resolution !== 'DNS' || !address.includes('/')),
  resolution,
  exportTo,
  endpoints: resolution === 'NONE' ? undefined : [{ address: resolution === 'DNS' ? 'up.test' : '198.51.100.7' }],
}), { namespace, labels, status: { addresses: [{ host, value: '240.240.0.1' }] } }));

const services = fc.record({
  namespace: one(...NAMESPACES),
  port: one(...PORTS),
  name: one('http', 'tcp', 'tls', 'web', 'constructor', 'valueof'),
  clusterIP: one('10.96.0.1', 'None'),
}).map(({ namespace, port, name, clusterIP }) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: '', namespace },
  spec: { clusterIP, ports: [{ port, name }] },
}));

const egressHosts = fc.uniqueArray(
  fc.tuple(one('*', '.', ...NAMESPACES, '~egress', '~'), one('*', ...HOSTS)).map(([namespace, host]) => `${namespace}/${host}`),
  { minLength: 1, maxLength: 3 },
);

const portListeners = fc.record({
  number: one(...PORTS),
  protocol: one('HTTP', 'TLS', 'TCP', 'HTTP_PROXY', ''),
  hosts: egressHosts,
  bind: optional(one('127.0.0.1', '10.0.0.2')),
}).map(({ number, protocol, hosts, bind }) => manifest({ port: manifest({ number, name: 'p', protocol: protocol || undefined }), hosts, bind }));

const sidecars = fc.record({
  namespace: one('shop', 'istio-system'),
  ports: fc.array(portListeners, { maxLength: 1 }),
  rest: optional(egressHosts),
  selector: one(undefined, undefined, { app: 'web' }, {}),
  policy: one(undefined, 'REGISTRY_ONLY', 'ALLOW_ANY'),
}).map(({ namespace, ports, rest, selector, policy }) => istio('Sidecar', '', manifest({
  workloadSelector: selector && { labels: selector },
  egress: ports.length > 0 || rest
    ? [...ports, ...rest ? [{ hosts: rest }] : []]
    : undefined,
  outboundTrafficPolicy: policy && { mode: policy },
}), { namespace }));

const destinations = fc.record({ host: one(...HOSTS, 'nowhere.test'), port: one(...PORTS) })
  .map(({ host, port }) => [{ destination: { host, port: { number: port } } }]);

const virtualServices = fc.record({
  namespace: one(...NAMESPACES),
  host: one(...HOSTS, 'q.test'),
  exportTo: optional(one(['.'], ['shop'])),
  kind: one('http', 'tls', 'tcp'),
  port: optional(one(...PORTS)),
  path: optional(one('/v1', '/')),
  route: destinations,
}).map(({ namespace, host, exportTo, kind, port, path, route }) => istio('VirtualService', '', manifest({
  hosts: [host],
  exportTo,
  [kind]: [{
    match: [manifest({ port, sniHosts: kind === 'tls' ? [host] : undefined, uri: kind === 'http' && path ? { prefix: path } : undefined })],
    route,
  }],
}), { namespace }));

const questions = fc.record({
  host: optional(one('a.test', 'b.test', 'x.w.test', 'y.w.test', 'q.test', 'constructor', '__proto__')),
  address: optional(one('10.0.0.1', '10.0.0.2', '10.0.5.5', '203.0.113.7', '240.240.0.1')),
  port: one(...PORTS),
  protocol: one('http' as const, 'https' as const, 'tcp' as const),
  dnsCapture: fc.boolean(),
  labels: one<Record<string, string>[]>({}, { app: 'web' }),
}).map(question => ({ namespace: 'shop', ...manifest(question) }));

/**
 * Meshes that Istio accepts. Names are distinct.
 *
 * @param dated whether every object has its own age; otherwise, no object has an age
 */
export function meshes(dated: boolean, maxEntries = 4): fc.Arbitrary<ArbitraryMesh> {
  return fc.record({
    objects: fc.tuple(
      fc.array(entries, { minLength: 1, maxLength: maxEntries }),
      fc.array(services, { maxLength: 1 }),
      fc.array(sidecars, { maxLength: 2 }),
      fc.array(virtualServices, { maxLength: 2 }),
    ).chain(parts => fc.shuffledSubarray(parts.flat() as KubernetesObject[], { minLength: parts.flat().length })),
    meshConfig: one('REGISTRY_ONLY', 'ALLOW_ANY', 'ALLOW_ANY_DYNAMIC_DNS').map(mode => ({ outboundTrafficPolicy: { mode } })),
    questions: fc.array(questions, { minLength: 3, maxLength: 3 }),
  }).map(({ objects, meshConfig, questions: asked }) => ({
    meshConfig,
    questions: asked,
    objects: objects.map((object, index) => ({
      ...object,
      metadata: { ...object.metadata, name: `n${index}`, ...dated ? { creationTimestamp: createdOn(index) } : {} },
    })),
  }));
}

/** A time of creation; the higher the rank, the younger. */
export function createdOn(rank: number): string {
  return new Date(Date.UTC(2026, 0, 1, 0, 0, rank)).toISOString();
}
