import type { TraceAnswer, TraceOutcome, TraceQuestion } from '../../../src/analysis/reach/trace/trace';
import { coversHost } from '../../../src/analysis/syntax/hosts';
import type { LabObservation } from '../mesh/lab-dial';

/** The addresses of the servers that serve a name, by name. */
export type Servers = Readonly<Record<string, readonly string[]>>;

/** What the objects of a mesh say about servers. */
export interface Declared {
  /** Wildcards of VirtualServices: who routes a whole domain says that its servers serve all of its names. */
  readonly domains?: readonly string[];
  /** Whether an entry with resolution NONE declares a port of an address: ztunnel passes it on as it does unknown ones. */
  readonly passes?: (address: string, port: number) => boolean;
}

/**
 * What happened to a connection. It arrives if the server that the client means gets its bytes in the form that the server expects, and the client gets the
 * answer. The servers report a form that they don't speak. That counts if a proxy sends it to them as a declared service: a client that is only passed on starts what it likes.
 */
export function outcomeOf(
  question: Pick<TraceQuestion, 'host' | 'address'>, { received, sidecar, ztunnel, to }: LabObservation, servers: Servers, { domains = [], passes = () => false }: Declared = {},
): Exclude<TraceOutcome, 'UNKNOWN'> {
  if (!received) { return 'FAILS'; }
  if (received.server === 'outside' && !isMeant(question, { at: hostOf(received.at), to: to === undefined ? undefined : hostOf(to) }, servers, domains)) { return 'FAILS'; }
  const isDeclared = sidecar?.cluster?.startsWith('outbound|') === true || ztunnel?.service !== undefined
    || (ztunnel !== undefined && to !== undefined && (received.server !== 'outside' || passes(hostOf(to), Number(/\d+$/.exec(to)?.[0]))));
  return received.fault !== undefined && isDeclared ? 'FAILS' : 'ARRIVES';
}

function isMeant(
  { host, address }: Pick<TraceQuestion, 'host' | 'address'>, { at, to }: { readonly at: string; readonly to?: string }, servers: Servers, domains: readonly string[],
): boolean {
  // A client without a host accepts any server.
  if (host === undefined) { return true; }
  const served = domains.filter(domain => coversHost(domain, host))
    .flatMap(domain => Object.keys(servers).filter(name => coversHost(domain, name)));
  const serving = [host, ...served].flatMap(name => Object.hasOwn(servers, name) ? servers[name] : []);
  return at === address || serving.includes(at)
    // A name of the cluster may be an alias of a public name.
    || (!Object.hasOwn(servers, host) && to === at && Object.values(servers).flat().includes(at));
}

/** The address without the port: `203.0.113.7:443` or `[2001:db8::1]:443`. */
function hostOf(place: string): string {
  return place.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
}

/** Whether a prediction is right. One that leaves the outcome open is not wrong. */
export function isRight(predicted: Pick<TraceAnswer, 'outcome'>, happened: TraceOutcome): boolean {
  return predicted.outcome === 'UNKNOWN' || predicted.outcome === happened;
}
