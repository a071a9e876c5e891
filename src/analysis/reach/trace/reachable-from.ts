import { trace, TraceAnswer } from './trace';
import { describeRef } from '../../base/object-ref';
import type { MeshModel } from '../../model/mesh-model';
import { isAmbient, isKnownToZtunnel } from '../../model/pods/ambient';
import { mayHaveSidecar } from '../../model/pods/sidecar-injection';
import type { Service } from '../../model/service';
import type { MeshWorkload } from '../../model/workload';
import { isIpAddress, maskedCidr, parseCidr } from '../../syntax/addresses';
import { ProtocolFamily } from '../../syntax/protocols';
import { outboundCapture } from '../proxy/capture';
import type { Verdict } from '../proxy/outcome';
import { applicableSidecars, sidecarScope } from '../proxy/sidecar-scope';
import { ReachQuestion, TraceQuestion } from '../question';
import { reach } from '../reachability';

/** The client whose destinations are listed. */
export type ReachClient = Pick<TraceQuestion, 'namespace' | 'labels' | 'annotations' | 'injected' | 'ambient' | 'dnsCapture'>;

/** The pods of a workload as a client. */
export function clientOf(model: MeshModel, workload: MeshWorkload): ReachClient {
  const { namespace, labels, annotations } = workload;
  return { namespace, labels, annotations, injected: mayHaveSidecar(model, workload), ambient: isAmbient(model, workload) };
}

/** A destination outside the mesh that a client can reach. */
export interface ReachableDestination {
  /** A name, or a wildcard such as `*.example.com`. */
  readonly host: string;
  /** IP or CIDR that the client must connect to. Undefined if every address works, or if DNS returns the right one. */
  readonly address?: string;
  readonly port: number;
  readonly protocol: ReachQuestion['protocol'];
  /** The object that declares it, such as `ServiceEntry dynatrace/api`. */
  readonly via: string;
  /** REACHABLE, BYPASSED or PASSTHROUGH. UNKNOWN if one of these is possible. */
  readonly verdict: Verdict;
  /** The Service of the gateway that the connection goes through, such as `Service egress/egress-gateway`. Undefined without one. */
  readonly gateway?: string;
}

/** A destination as people ask for it. */
export type AskedDestination = Pick<ReachableDestination, 'host' | 'address' | 'port' | 'protocol'>;

/** What happens to a connection to a destination: BLOCKED if it fails for any reason. */
export type Reached = Pick<ReachableDestination, 'verdict' | 'gateway'>;

/** What happens to connections to a host and address that no object of the mesh declares. */
export interface UnknownHost {
  /** Undefined for all ports that are not listed separately. */
  readonly port?: number;
  readonly protocol: ReachQuestion['protocol'];
  readonly verdict: Verdict;
  /** The service that receives the connection, if there is one. */
  readonly service?: string;
}

/** Everything that a client can reach. */
export interface Reachable {
  /** Sorted by host, address, port and protocol. */
  readonly destinations: readonly ReachableDestination[];
  /** Sorted by port and protocol. The entry for all other ports comes last. */
  readonly unknownHosts: readonly UnknownHost[];
}

const PROTOCOLS: readonly ReachQuestion['protocol'][] = ['http', 'https', 'tcp'];

/** A name that cannot exist. */
export const UNKNOWN_HOST = 'unknown-host.invalid';

/** Label that replaces the wildcard of a host. */
const ANY_LABEL = 'any-name';

/**
 * All destinations outside the mesh that a client can reach, and what happens to connections to undeclared hosts.
 *
 * @param isWanted the destinations to ask about; all by default
 */
export function reachableFrom(model: MeshModel, client: ReachClient, isWanted: (destination: AskedDestination) => boolean = () => true): Reachable {
  const services = importedServices(model, client);
  const destinations = destinationsOf(model, client, services, isWanted).filter(({ fails }) => !fails).map(({ destination }) => destination);
  return { destinations, unknownHosts: unknownHosts(model, client, services) };
}

/** The destinations outside the mesh that objects declare for a client, but that it does not reach. Their verdict is BLOCKED, whatever the reason. */
export function failingFrom(model: MeshModel, client: ReachClient): ReachableDestination[] {
  const all = destinationsOf(model, client, importedServices(model, client));
  const reached = new Set(all.filter(({ fails }) => !fails).map(({ key }) => key));
  return all.filter(({ fails, key }) => fails && !reached.has(key)).map(({ destination }) => destination);
}

/** The services that the client's sidecar imports, with every Sidecar that can apply; in ambient mode, those that ztunnel knows. */
function importedServices(model: MeshModel, { namespace, labels = {}, ambient }: ReachClient): Service[] {
  if (ambient) { return model.services.filter(service => isKnownToZtunnel(model, service, namespace)); }
  const scopes = applicableSidecars(model, { namespace, labels }).map(sidecar => sidecarScope(model, namespace, sidecar));
  return [...new Set(scopes.flatMap(({ listeners }) => listeners).flatMap(listener => listener.services.map(({ service }) => service)))];
}

/** A destination that an object declares for a client. */
interface DeclaredDestination {
  readonly destination: ReachableDestination;
  readonly fails: boolean;
  /** The same for all protocols of a port that does not declare its protocol: one that arrives is enough. */
  readonly key: string;
}

function destinationsOf(
  model: MeshModel,
  client: ReachClient,
  services: readonly Service[],
  isWanted: (destination: AskedDestination) => boolean = () => true,
): DeclaredDestination[] {
  const found = new Map<string, DeclaredDestination>();
  for (const service of services.filter(({ isKubernetes }) => !isKubernetes)) {
    const { host, address } = service;
    for (const { number: port, family } of service.ports) {
      for (const protocol of protocolsOf(family)) {
        if (!isWanted({ host, address, port, protocol })) { continue; }
        const answer = traceTo(model, client, { host, address, port, protocol });
        const fails = answer.outcome === 'FAILS';
        const because = answer.hops.flatMap(hop => hop.because);
        const own = describeRef(service.ref);
        const via = fails || because.includes(own) ? own : because.find(name => name.startsWith('ServiceEntry ')) ?? own;
        // Plain text requests are distinguished by their Host, not by the address.
        const dialled = protocol === 'http' && family === ProtocolFamily.HTTP ? undefined : address;
        const id = JSON.stringify([host, dialled, port, protocol]);
        if (fails && found.has(id)) { continue; }
        const key = family === ProtocolFamily.AUTO ? JSON.stringify([host, dialled, port]) : id;
        found.set(id, { destination: { host, address: dialled, port, protocol, via, ...reachedBy(answer) }, fails, key });
      }
    }
  }
  return [...found.entries()].sort(([a], [b]) => a < b ? -1 : 1).map(([, destination]) => destination);
}

/** What happens to a connection to a destination, as lists of destinations have it: its host can be a wildcard, its address a CIDR. */
export function reachedFrom(model: MeshModel, client: ReachClient, destination: AskedDestination): Reached {
  return reachedBy(traceTo(model, client, destination));
}

function reachedBy(answer: TraceAnswer): Reached {
  const gateway = answer.hops.find(hop => hop.gateway !== undefined)?.gateway;
  return { verdict: answer.outcome === 'FAILS' ? 'BLOCKED' : verdictOf(answer), ...gateway === undefined ? {} : { gateway } };
}

/** Whether a connection to a destination arrives, with its hops. The destination can be one of a list, with a wildcard or a CIDR. */
export function traceTo(model: MeshModel, client: ReachClient, destination: AskedDestination): TraceAnswer {
  const { host, address, port, protocol } = destination;
  return trace(model, { ...client, host: sampleName(host), address: addressIn(address), port, protocol });
}

/** What the sidecar does with a connection that arrives. What a gateway forwards counts as reachable. */
function verdictOf({ outcome, hops }: TraceAnswer): Verdict {
  if (outcome !== 'ARRIVES') { return 'UNKNOWN'; }
  const verdict = hops.find(hop => hop.verdict !== undefined)?.verdict;
  return verdict === undefined || verdict === 'MISROUTED' ? 'REACHABLE' : verdict;
}

function unknownHosts(model: MeshModel, client: ReachClient, services: readonly Service[]): UnknownHost[] {
  if (client.ambient) { return PROTOCOLS.map(protocol => ({ protocol, verdict: 'PASSTHROUGH' })); }
  const { includedPorts, excludedPorts } = outboundCapture(client.annotations ?? {});
  const ports = new Set([
    ...services.flatMap(service => service.ports.map(({ number }) => number)),
    ...applicableSidecars(model, { namespace: client.namespace, labels: client.labels ?? {} }).flatMap(sidecar => sidecar?.egress ?? [])
      .flatMap(({ port }) => port && port.number > 0 ? [port.number] : []),
    ...includedPorts === '*' ? [] : includedPorts,
    ...excludedPorts,
  ]);
  const listed = [...ports].filter(port => port > 0).sort((a, b) => a - b);
  return [...listed, undefined].flatMap(port => PROTOCOLS.map(protocol => {
    const { verdict, service } = reach(model, { ...client, host: UNKNOWN_HOST, port: port ?? freePort(ports), protocol });
    return { ...port === undefined ? {} : { port }, protocol, verdict, ...service === undefined ? {} : { service } };
  }));
}

/** A port that no object declares. The search starts above the sidecar's own ports. */
function freePort(ports: ReadonlySet<number>): number {
  let port = 65535;
  while (ports.has(port)) { port--; }
  return port;
}

/** The protocols that clients use on a port. */
function protocolsOf(family: ProtocolFamily): readonly ReachQuestion['protocol'][] {
  switch (family) {
    case ProtocolFamily.HTTP: return ['http'];
    case ProtocolFamily.TLS: return ['https'];
    case ProtocolFamily.TCP: return ['tcp'];
    case ProtocolFamily.AUTO: return PROTOCOLS;
    case ProtocolFamily.UDP: return [];
  }
}

/** A host itself, or a name that it covers if it is a wildcard. */
export function sampleName(host: string): string {
  return host.startsWith('*') ? `${ANY_LABEL}${host.slice(1)}` : host;
}

/** An address: the address itself, or one inside the CIDR. */
function addressIn(address: string | undefined): string | undefined {
  if (address === undefined || isIpAddress(address)) { return address; }
  const cidr = parseCidr(address);
  return cidr && maskedCidr(cidr).address;
}
