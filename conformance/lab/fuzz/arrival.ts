import type { TraceAnswer, TraceOutcome, TraceQuestion } from '../../../src/analysis/reach/trace/trace';
import { coversHost } from '../../../src/analysis/syntax/hosts';
import { PUBLIC_NAMES } from '../../generators/trace/words';
import type { LabObservation } from '../mesh/lab-dial';

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
 *
 */
export function outcomeOf(
  question: TraceQuestion, { received, sidecar, ztunnel, to }: LabObservation, { domains = [], passes = () => false }: Declared = {},
): Exclude<TraceOutcome, 'UNKNOWN'> {
  if (!received) { return 'FAILS'; }
  if (received.server === 'outside' && !isMeant(question, received.at, to, domains)) { return 'FAILS'; }
  const isDeclared = sidecar?.cluster?.startsWith('outbound|') === true || ztunnel?.service !== undefined
    || (ztunnel !== undefined && to !== undefined && (received.server !== 'outside' || passes(...addressAndPort(to))));
  return received.fault !== undefined && isDeclared ? 'FAILS' : 'ARRIVES';
}

function addressAndPort(text: string): [string, number] {
  const at = text.lastIndexOf(':');
  return [text.slice(0, at), Number(text.slice(at + 1))];
}

function isMeant({ host, address }: TraceQuestion, at: string, to: string | undefined, domains: readonly string[]): boolean {
  // A client without a host accepts any server.
  if (host === undefined) { return true; }
  const [ip] = at.split(':');
  const served = domains.filter(domain => coversHost(domain, host))
    .flatMap(domain => Object.keys(PUBLIC_NAMES).filter(name => coversHost(domain, name)));
  const meant = [address, ...[host, ...served].map(name => PUBLIC_NAMES[name])];
  return meant.includes(ip)
    // A name of the cluster may be an alias of a public name.
    || (!Object.hasOwn(PUBLIC_NAMES, host) && to?.split(':')[0] === ip && Object.values(PUBLIC_NAMES).includes(ip));
}

/** Whether a prediction is right. One that leaves the outcome open is not wrong. */
export function agrees(predicted: TraceAnswer, happened: TraceOutcome): boolean {
  return predicted.outcome === 'UNKNOWN' || predicted.outcome === happened;
}
