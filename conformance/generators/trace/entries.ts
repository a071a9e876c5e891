import * as fc from 'fast-check';
import type { Aim } from './connection';
import { CREDENTIAL, CREDENTIAL_SECRET, defined, EXPORT_TO, HOST, istio, NAMELESS_SERVER, NAMESPACE, PORT, PUBLIC_NAMES, spokenAt } from './words';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import type { Forms } from '../../lab/mesh/connection';
import { maybe, pick, weighted } from '../base/shapes';

/** Objects that belong together, and the connections that they are made for. */
export interface Pattern {
  readonly objects: readonly KubernetesObject[];
  readonly aims: readonly Aim[];
  /** What servers speak, where it is not the port that tells. */
  readonly servers?: Forms;
}

/** The protocols that an entry may declare for a port, by what clients speak there. */
const PROTOCOLS = {
  https: pick([[6, 'TLS'], [4, 'HTTPS'], [3, 'TCP'], [1, '']]),
  http: pick([[8, 'HTTP'], [1, 'TCP'], [1, ''], [1, 'HTTP2']]),
  // Its number does not tell what the server speaks, so all entries must.
  8443: pick([[1, 'TLS'], [1, 'HTTPS']]),
  tcp: pick([[9, 'TCP'], [1, 'MYSQL'], [1, ''], [1, 'HTTP']]),
} as const;

const PORTS = fc.uniqueArray(PORT, { minLength: 1, maxLength: 2 }).chain(numbers => fc.tuple(...numbers.map(number => fc.record({
  number: fc.constant(number),
  protocol: PROTOCOLS[number === 8443 ? 8443 : spokenAt(number)],
  // Port 80 of the mesh can be the TLS port of the server.
  targetPort: number === 80 ? maybe(35, fc.constant(443)) : maybe(6, fc.constant(9000)),
})))).map(ports => ports.map(({ number, protocol, targetPort }) => defined({
  number, name: `p${number}`, protocol: protocol === '' ? undefined : protocol, targetPort: protocol === 'TLS' || protocol === 'HTTPS' ? undefined : targetPort,
}) as unknown as EntryPort));

/** A port of an entry. */
interface EntryPort {
  readonly number: number;
  readonly name: string;
  readonly protocol?: string;
  readonly targetPort?: number;
}

/** Where an entry finds its servers, and the addresses by which connections are recognized. */
const RESOLUTIONS = weighted<{ resolution: string; addresses?: string; endpoints?: string }>(
  [10, fc.constant({ resolution: 'DNS' })],
  [2, fc.constant({ resolution: 'DNS_ROUND_ROBIN' })],
  [2, fc.constant({ resolution: 'DNS', addresses: 'virtual' })],
  [2, fc.constant({ resolution: 'DNS', addresses: 'own' })],
  [5, fc.constant({ resolution: 'NONE' })],
  [3, fc.constant({ resolution: 'NONE', addresses: 'own' })],
  [1, fc.constant({ resolution: 'NONE', addresses: 'range' })],
  [1, fc.constant({ resolution: 'NONE', addresses: 'virtual' })],
  [4, fc.constant({ resolution: 'STATIC', endpoints: 'own' })],
  [2, fc.constant({ resolution: 'STATIC', endpoints: 'own', addresses: 'own' })],
  [2, fc.constant({ resolution: 'STATIC', endpoints: 'own', addresses: 'virtual' })],
  [2, fc.constant({ resolution: 'DNS', endpoints: 'name' })],
);

/** An address that people invent for a host: nothing routes it. */
const VIRTUAL_ADDRESS = '240.0.0.7';

function addressesOf(kind: string | undefined, host: string): string[] | undefined {
  switch (kind) {
    case 'own': return [PUBLIC_NAMES[host] ?? NAMELESS_SERVER];
    case 'range': return ['203.0.113.0/24'];
    case 'virtual': return [VIRTUAL_ADDRESS];
    default: return undefined;
  }
}

function endpointsOf(kind: string | undefined, host: string): object[] | undefined {
  switch (kind) {
    case 'own': return [{ address: PUBLIC_NAMES[host] ?? NAMELESS_SERVER }];
    case 'name': return [{ address: host }];
    default: return undefined;
  }
}

/** An entry for a host, or for all names of a domain. */
export const ENTRY: fc.Arbitrary<Pattern> = fc.record({
  name: HOST,
  isWildcard: weighted([9, fc.constant(false)], [1, fc.constant(true)]),
  namespace: NAMESPACE,
  ports: PORTS,
  where: RESOLUTIONS,
  exportTo: EXPORT_TO,
  withoutAllocation: weighted([9, fc.constant(false)], [1, fc.constant(true)]),
  dynamicDns: fc.boolean(),
}).map(({ name, isWildcard, namespace, ports, where, exportTo, withoutAllocation, dynamicDns }) => {
  const host = isWildcard ? '*.ext.test' : name;
  const asked = isWildcard ? 'x.ext.test' : name;
  const isDynamic = isWildcard && where.resolution !== 'NONE';
  // Envoy refuses the cluster that istiod makes for HTTP/2 without TLS and this resolution.
  const isHttp2 = ports.some(({ protocol }) => protocol === 'HTTP2');
  const resolution = isDynamic ? dynamicDns && !isHttp2 ? 'DYNAMIC_DNS' : 'NONE' : where.resolution;
  const spec = defined({
    hosts: [host],
    addresses: isDynamic ? undefined : addressesOf(where.addresses, asked),
    ports,
    resolution,
    endpoints: isDynamic ? undefined : endpointsOf(where.endpoints, asked),
    exportTo,
  });
  const labels = withoutAllocation ? { 'networking.istio.io/enable-autoallocate-ip': 'false' } : undefined;
  return {
    objects: [istio('ServiceEntry', `entry-${name.replaceAll('.', '-')}`, namespace, spec, labels)],
    aims: ports.map(({ number, protocol, targetPort }) => ({
      host: asked, port: number, protocol: protocol === 'HTTP' || protocol === 'HTTP2' || targetPort === 443 ? 'http' as const : spokenAt(number),
    })),
  };
});

const MODE = pick([[6, 'SIMPLE'], [1, 'ISTIO_MUTUAL'], [2, 'DISABLE']]);

/** A DestinationRule for a host: TLS for the host, for a port, for a subset, or for some pods. */
export function destinationRule(host: string, port: number): fc.Arbitrary<KubernetesObject> {
  return fc.record({
    namespace: NAMESPACE,
    mode: MODE,
    level: pick([[5, 'port'], [4, 'host'], [1, 'other port'], [1, 'both']] as const),
    selector: pick([[10, undefined], [1, { matchLabels: { app: 'web' } }], [1, { matchLabels: { app: 'other' } }]]),
    exportTo: EXPORT_TO,
    // A sidecar ignores the settings of a rule that names a Secret and selects no pods.
    hasCredential: weighted([5, fc.constant(false)], [1, fc.constant(true)]),
  }).map(({ namespace, mode, level, selector, exportTo, hasCredential }) => {
    const tls = { mode, ...hasCredential && mode === 'SIMPLE' && !selector ? { credentialName: CREDENTIAL } : {} };
    const policies = {
      'host': { tls },
      'port': { portLevelSettings: [{ port: { number: port }, tls }] },
      'other port': { portLevelSettings: [{ port: { number: port + 1 }, tls }] },
      // The settings of the port replace those of the host.
      'both': { tls, portLevelSettings: [{ port: { number: port }, connectionPool: { tcp: { maxConnections: 100 } } }] },
    };
    return istio('DestinationRule', `rule-${host.replaceAll('.', '-').replace('*', 'all')}`, namespace, defined({
      host, trafficPolicy: policies[level], workloadSelector: selector, exportTo,
    }));
  });
}

/** An entry, most often with a rule for its host. */
export const ENTRY_WITH_RULE: fc.Arbitrary<Pattern> = ENTRY.chain(pattern => {
  const spec = pattern.objects[0].spec as { hosts: string[]; ports: EntryPort[] };
  const rule = destinationRule(spec.hosts[0], spec.ports[0].number);
  // Two rules for one host are merged or stay apart; if they differ, their ages decide.
  const rules = weighted<KubernetesObject[]>([45, fc.constant([])], [50, rule.map(one => [one])], [5, fc.tuple(rule, rule).map(([one, other]) => [
    one, { ...other, metadata: { ...other.metadata, name: `${other.metadata?.name}-2` } },
  ])]);
  return rules.map(all => ({ ...pattern, objects: [...pattern.objects, ...all, ...all.flatMap(secretsOf)] }));
});

function secretsOf(rule: KubernetesObject): KubernetesObject[] {
  return JSON.stringify(rule).includes(CREDENTIAL) ? [CREDENTIAL_SECRET] : [];
}

/** The documented TLS origination at the sidecar: the client speaks plain HTTP, and the sidecar starts TLS. Some forget a part of it. */
export const TLS_ORIGINATION: fc.Arbitrary<Pattern> = fc.record({
  host: HOST,
  namespace: NAMESPACE,
  forgotten: pick([[8, 'nothing'], [2, 'targetPort'], [2, 'rule'], [1, 'port']] as const),
  isSelecting: weighted([4, fc.constant(false)], [1, fc.constant(true)]),
}).map(({ host, namespace, forgotten, isSelecting }) => {
  const ports = [
    { number: 80, name: 'http', protocol: 'HTTP', ...forgotten === 'targetPort' ? {} : { targetPort: 443 } },
    { number: 443, name: 'https', protocol: 'HTTPS' },
  ];
  const tls = { mode: 'SIMPLE' };
  const rule = istio('DestinationRule', 'originate', namespace, {
    host,
    ...isSelecting ? { workloadSelector: { matchLabels: { app: 'web' } } } : {},
    // Without the port, the rule starts TLS on port 443 too.
    trafficPolicy: forgotten === 'port' ? { tls } : { portLevelSettings: [{ port: { number: 80 }, tls }] },
  });
  return {
    objects: [istio('ServiceEntry', 'origin', namespace, { hosts: [host], ports, resolution: 'DNS' }), ...forgotten === 'rule' ? [] : [rule]],
    aims: [{ host, port: 80, protocol: 'http' }, { host, port: 443, protocol: 'https' }],
  };
});

/** A forward proxy: requests and CONNECT for other hosts arrive at its address. One that is declared as TLS is asked by TLS. */
export const FORWARD_PROXY: fc.Arbitrary<Pattern> = fc.record({
  namespace: NAMESPACE,
  protocol: pick([[5, 'TCP'], [2, 'HTTP'], [1, 'TLS'], [1, undefined]]),
  hasAddress: weighted([3, fc.constant(true)], [1, fc.constant(false)]),
  resolution: pick([[2, 'NONE'], [1, 'STATIC'], [2, 'DNS']]),
}).map(({ namespace, protocol, hasAddress, resolution }) => {
  const host = 'proxy.corp.test';
  const address = PUBLIC_NAMES[host];
  const spec = defined({
    hosts: [host],
    addresses: hasAddress ? [address] : undefined,
    ports: [defined({ number: 3128, name: 'proxy', protocol })],
    resolution,
    endpoints: resolution === 'STATIC' ? [{ address }] : undefined,
  });
  const spoken = protocol === 'TLS' ? 'https' as const : 'http' as const;
  return {
    objects: [istio('ServiceEntry', 'proxy', namespace, spec)],
    aims: [{ host: 'api.ext.test', address, port: 3128, protocol: spoken }, { host, port: 3128, protocol: 'tcp' }, { host, port: 3128, protocol: spoken }],
    servers: { [`${address}:3128`]: protocol === 'TLS' ? 'tls' : 'any' },
  };
});
