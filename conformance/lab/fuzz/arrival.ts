import type { TraceAnswer, TraceOutcome, TraceQuestion } from '../../../src/analysis/reach/trace/trace';
import { coversHost } from '../../../src/analysis/syntax/hosts';
import { PUBLIC_NAMES } from '../../generators/trace/words';
import type { LabObservation } from '../mesh/lab-dial';

/** What servers expect of connections that a proxy sends to them as a declared service: the ports that have a protocol by convention. */
const EXPECTED: Readonly<Record<string, 'tls' | 'plain'>> = { 443: 'tls', 80: 'plain' };

/**
 * What happened to a connection. It arrives if the server that the client means gets its bytes in the form that the server expects, and the client gets the
 * answer. The servers of the lab accept any form and report what they got, so that the form is judged here.
 *
 * @param domains wildcards of VirtualServices: who routes a whole domain says that its servers serve all of its names
 */
export function outcomeOf(question: TraceQuestion, { received, sidecar, to }: LabObservation, domains: readonly string[] = []): Exclude<TraceOutcome, 'UNKNOWN'> {
  if (!received) { return 'FAILS'; }
  if (received.server === 'outside' && !isMeant(question, received.at, to, domains)) { return 'FAILS'; }
  if (received.tls.length > 1) { return 'FAILS'; }
  const isDeclared = sidecar?.cluster?.startsWith('outbound|') === true;
  return !isDeclared || hasExpectedForm(question, received.at, received.tls.length) ? 'ARRIVES' : 'FAILS';
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

function hasExpectedForm({ protocol }: TraceQuestion, at: string, layers: number): boolean {
  const expected = EXPECTED[at.slice(at.lastIndexOf(':') + 1)];
  if (expected === 'plain') { return layers === 0; }
  // A client that speaks neither HTTP nor TLS knows what the server wants.
  return expected !== 'tls' || protocol === 'tcp' || layers > 0;
}

/** Whether a prediction is right. One that leaves the outcome open is not wrong. */
export function agrees(predicted: TraceAnswer, happened: TraceOutcome): boolean {
  return predicted.outcome === 'UNKNOWN' || predicted.outcome === happened;
}
