import { addressIn } from './addresses';
import type { Servers } from './arrival';
import { listOf, recordOf, textOf, textsOf } from '../../../src/analysis/base/json';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { portNumberOf } from '../../../src/analysis/base/port-number';
import type { Forms } from '../mesh/connection';

type Form = Forms[string];

/** What servers speak on the ports whose number tells it. */
const WELL_KNOWN: Forms = { 80: 'plain', 443: 'tls' };
const TLS_PROTOCOLS = ['HTTPS', 'TLS'];
const PLAIN_HTTP = ['HTTP', 'HTTP2', 'GRPC', 'GRPC-WEB'];

/** The address of the name of a host of a ServiceEntry, also of a wildcard. */
type AddressOf = (host: string) => string | undefined;

/** A host of a ServiceEntry, and the addresses of its servers. */
interface EntryHost {
  readonly host: string;
  readonly addresses: readonly string[];
  readonly spec: Readonly<Record<string, unknown>>;
}

/** The addresses of the servers for the hosts of ServiceEntries: those of its endpoints and its own, and the one that DNS has. */
export function serversOf(objects: readonly KubernetesObject[], nameOf: (host: string) => string, addressOf: AddressOf): Servers {
  const servers: Record<string, string[]> = {};
  for (const { host, addresses } of entryHosts(objects, addressOf)) {
    const name = nameOf(host);
    servers[name] = [...new Set([...servers[name] ?? [], ...addresses])];
  }
  return servers;
}

/**
 * What the servers outside speak, by port, and by address and port. It belongs to the servers: an object that is taken away does not change it.
 *
 * A port that an entry declares as TLS is one of TLS, and so is a port to which a DestinationRule makes a proxy start TLS. For other ports the number tells: 443 is for TLS, and 80 for plain text.
 */
export function formsOf(objects: readonly KubernetesObject[], addressOf: AddressOf): Forms {
  const forms: Record<string, Form> = {};
  for (const { addresses, host, spec } of entryHosts(objects, addressOf)) {
    for (const port of listOf(spec.ports).map(recordOf)) {
      const number = portNumberOf(port.number);
      const form = number === undefined ? undefined : formOf(port, number, startedModes(objects, host, number));
      if (form === undefined) { continue; }
      // With DYNAMIC_DNS, a request without a port in its Host goes to 443 if the proxy starts TLS.
      const real = spec.resolution === 'DYNAMIC_DNS' ? form === 'tls' && number === 80 ? 443 : number : serverPort(spec, port);
      for (const address of addresses) {
        const key = `${address.includes(':') ? `[${address}]` : address}:${real}`;
        // A port that one object declares as TLS is one of TLS, and any client may use it.
        forms[key] = forms[key] === 'tls' || form === 'tls' ? 'tls' : form;
      }
    }
  }
  return { ...WELL_KNOWN, ...forms };
}

function formOf({ protocol, targetPort }: Readonly<Record<string, unknown>>, number: number, started: readonly string[]): Form | undefined {
  const declared = (textOf(protocol) ?? '').toUpperCase();
  if (TLS_PROTOCOLS.includes(declared)) { return 'tls'; }
  if (started.includes('MUTUAL')) { return 'mutual'; }
  if (started.length > 0) { return 'tls'; }
  return PLAIN_HTTP.includes(declared) && number === 443 && targetPort === undefined ? 'any' : undefined;
}

/** The modes of TLS that DestinationRules start for a port of a host. */
function startedModes(objects: readonly KubernetesObject[], host: string, number: number): string[] {
  return objects.filter(({ kind, spec }) => kind === 'DestinationRule' && textOf(recordOf(spec).host) === host).flatMap(({ spec }) => {
    const { trafficPolicy, subsets } = recordOf(spec);
    return [trafficPolicy, ...listOf(subsets).map(subset => recordOf(subset).trafficPolicy)].map(recordOf).flatMap(policy => {
      const ofPort = listOf(policy.portLevelSettings).map(recordOf).find(({ port }) => portNumberOf(recordOf(port).number) === number);
      const mode = textOf(recordOf((ofPort ?? policy).tls).mode);
      return mode === 'SIMPLE' || mode === 'MUTUAL' ? [mode] : [];
    });
  });
}

function serverPort({ endpoints }: Readonly<Record<string, unknown>>, { name, number, targetPort }: Readonly<Record<string, unknown>>): unknown {
  const ofEndpoint = listOf(endpoints).map(endpoint => recordOf(recordOf(endpoint).ports)[textOf(name) ?? '']).find(port => port !== undefined);
  return ofEndpoint ?? targetPort ?? number;
}

function entryHosts(objects: readonly KubernetesObject[], addressOf: AddressOf): EntryHost[] {
  return objects.filter(({ kind }) => kind === 'ServiceEntry').flatMap(entry => {
    const spec = recordOf(entry.spec);
    const ofEndpoints = listOf(spec.endpoints).flatMap(endpoint => textOf(recordOf(endpoint).address) ?? []).filter(address => !address.startsWith('unix:'));
    const resolved = ofEndpoints.map(address => addressOf(address) ?? address);
    return textsOf(spec.hosts).map(host => {
      const named = addressOf(host);
      return { host, spec, addresses: [...textsOf(spec.addresses).map(addressIn), ...named === undefined ? [] : [named], ...resolved] };
    });
  });
}
