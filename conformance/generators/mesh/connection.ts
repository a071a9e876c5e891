import * as fc from 'fast-check';
import { listOf, recordOf, textsOf } from '../../../src/analysis/base/json';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import type { ReachQuestion } from '../../../src/analysis/reach/reachability';
import { ProtocolFamily, protocolFamily } from '../../../src/analysis/syntax/protocols';
import { fields, maybe, pick, weighted } from '../base/shapes';
import { GATEWAY_LABELS } from '../istio/gateway';
import { POD_LABELS } from '../istio/metadata';
import { NAMES, Words } from '../istio/words';

const HOST = weighted(
  [12, fc.constantFrom(...NAMES)],
  [2, pick([[2, 'API.ext.test'], [1, 'y.ext.test'], [1, 'z.api.ext.test'], [1, 'gateway.egress.svc.cluster.local'], [1, 'unregistered.test'], [1, '203.0.113.7'], [1, 'web.shop'], [1, 'ext.test:80'], [1, 'short'], [1, 'constructor'], [1, 'tostring']])],
);

const ADDRESS = pick([
  [5, '203.0.113.7'], [4, '203.0.113.8'], [2, '203.0.113.20'], [1, '203.0.200.1'], [4, '198.51.100.1'], [2, '10.0.0.10'], [1, '10.0.0.11'], [1, '192.0.2.1'], [2, '240.240.0.1'],
  [1, '240.240.0.2'],
]);

/** A connection, and the parts of it that are copied from one of the mesh's services: otherwise too few connections would match a service. */
export interface AimedConnection {
  readonly connection: ReachQuestion;
  readonly aim: { readonly service: number; readonly port: number; readonly address: number; readonly of: readonly ('host' | 'port' | 'protocol' | 'address')[] };
}

/**
 * Connections that clients open to their sidecars, or to the proxy of a gateway.
 *
 * @param gatewayShare the share of connections, in percent, that are for the gateway
 */
export function connection(words: Words, gatewayShare: number): fc.Arbitrary<AimedConnection> {
  const client = weighted<Record<string, unknown>>(
    [100 - gatewayShare, fields({
      namespace: words.namespace,
      labels: maybe(60, POD_LABELS),
      annotations: maybe(2, fields({ 'traffic.sidecar.istio.io/excludeOutboundIPRanges': pick([[1, '198.51.100.0/24'], [1, '203.0.113.8/32']]) })),
      dnsCapture: maybe(20, weighted([4, fc.constant(true)], [1, fc.constant(false)])),
    })],
    [gatewayShare, fields({ namespace: pick([[3, 'egress'], [1, 'istio-system'], [1, 'shop']]), labels: fc.constant(GATEWAY_LABELS), gateway: fc.constant(true) })],
  );
  const destination = fields({
    host: maybe(95, HOST),
    address: maybe(80, ADDRESS),
    port: weighted([14, words.port], [1, pick([[1, 3000], [1, 15006], [1, 15021]])]),
    protocol: pick([[4, 'http'], [4, 'https'], [3, 'tcp']]),
    path: maybe(15, pick([[1, '/api'], [1, '/api/v1/x']])),
  });
  return fc.record({
    connection: fc.tuple(client, destination).map(([who, what]) => ({ ...who, ...what }) as unknown as ReachQuestion),
    aim: fc.record({
      service: fc.nat(7),
      port: fc.nat(1),
      address: fc.nat(2),
      of: pick([[3, []], [3, ['host', 'port']], [5, ['host', 'port', 'protocol']], [5, ['host', 'port', 'protocol', 'address']], [1, ['port', 'address']], [1, ['port', 'protocol']]] as const),
    }),
  });
}

/** The connection, with the parts that are copied from a service of the mesh. */
export function aimedAt(objects: readonly KubernetesObject[], { connection: asked, aim }: AimedConnection): ReachQuestion {
  if (asked.gateway) { return aimedAtGateway(objects, { connection: asked, aim }); }
  const services = objects.filter(({ kind }) => kind === 'ServiceEntry' || kind === 'Service');
  if (services.length === 0) { return asked; }
  const { kind, metadata, spec } = services[aim.service % services.length];
  const { hosts, addresses, clusterIP, ports } = recordOf(spec);
  const names = kind === 'Service' ? [`${metadata?.name}.${metadata?.namespace}.svc.cluster.local`] : textsOf(hosts);
  const port = listOf(ports).map(recordOf)[aim.port % Math.max(listOf(ports).length, 1)] ?? {};
  const taken = {
    host: names[aim.address % Math.max(names.length, 1)]?.replace(/^[*][.]/, 'x.'),
    port: port.number ?? port.port,
    protocol: PROTOCOL_OF[protocolFamily(typeof port.protocol === 'string' ? port.protocol : undefined)],
    address: addressIn(textsOf(addresses)[aim.address % Math.max(textsOf(addresses).length, 1)] ?? clusterIP),
  };
  return withParts(asked, aim.of, taken);
}

/** A connection that arrives at a port of a Gateway, for a host of the VirtualServices. */
function aimedAtGateway(objects: readonly KubernetesObject[], { connection: asked, aim }: AimedConnection): ReachQuestion {
  const gateways = objects.filter(({ kind }) => kind === 'Gateway');
  const { metadata, spec } = gateways[aim.service % Math.max(gateways.length, 1)] ?? {};
  const routes = objects.filter(({ kind, spec: own }) => kind === 'VirtualService'
    && textsOf(recordOf(own).gateways).includes(`${metadata?.namespace}/${metadata?.name}`));
  const server = recordOf(listOf(recordOf(spec).servers)[0]);
  const port = recordOf(server.port);
  const family = protocolFamily(typeof port.protocol === 'string' ? port.protocol : undefined);
  const [host] = textsOf(recordOf(routes[aim.address % Math.max(routes.length, 1)]?.spec).hosts);
  return withParts({ ...asked, namespace: metadata?.namespace ?? asked.namespace }, aim.of, {
    host: host?.replace(/^[*][.]/, 'x.'),
    port: port.number,
    protocol: Object.keys(recordOf(server.tls)).length > 0 && family === ProtocolFamily.HTTP ? 'https' : PROTOCOL_OF[family],
  });
}

/** The connection with those parts that are wanted and present. */
function withParts(asked: ReachQuestion, wanted: readonly string[], parts: Readonly<Record<string, unknown>>): ReachQuestion {
  return { ...asked, ...Object.fromEntries(wanted.map(name => [name, parts[name]] as const).filter(([, value]) => value !== undefined)) };
}

const PROTOCOL_OF = {
  [ProtocolFamily.HTTP]: 'http',
  [ProtocolFamily.TLS]: 'https',
  [ProtocolFamily.TCP]: 'tcp',
  [ProtocolFamily.AUTO]: 'tcp',
  [ProtocolFamily.UDP]: undefined,
} as const;

/** An IP, if there is one; for a range, an IP that only the range covers. */
function addressIn(address: unknown): string | undefined {
  if (typeof address !== 'string' || address === 'None') { return undefined; }
  return address.includes('/') ? '203.0.113.9' : address;
}
