import { isRight, outcomeOf, Servers } from './arrival';
import type { Prediction } from './prediction';
import type { Verdict } from '../../../src/analysis/reach/reachability';
import type { TraceOutcome, TraceQuestion } from '../../../src/analysis/reach/trace/trace';
import { coversHost } from '../../../src/analysis/syntax/hosts';
import type { AccessLogEntry } from '../mesh/access-log';
import type { LabObservation } from '../mesh/lab-dial';

/** What happened to a connection. */
export interface Observation {
  /** As our own analysis would call it; undefined if the connection was not tried, or the observations don't fit together. */
  readonly verdict?: Verdict;
  /** Host of the service that got the connection. */
  readonly service?: string;
  /** What the next proxy did with it; undefined if there is none, or if it is the sidecar of the server. */
  readonly gateway?: Verdict;
  /** Whether the server that the client means got what it speaks; undefined if the connection was not tried. */
  readonly outcome?: TraceOutcome;
  /** The observations that don't fit together. */
  readonly detail?: string;
  /** Why it was not tried. */
  readonly notTried?: string;
}

/** Envoy had no upstream to send the connection to. */
const NO_UPSTREAM = /\bUH\b/;

/**
 * What happened to a connection, from the reports of its client, the server and the proxies.
 *
 * The server reports whether bytes arrived, and from where: bytes from the client's own port did not go through the proxy. The proxy
 * reports which service it matched. A connection counts as refused only if the proxy reports it as refused. A connection that the proxy sent
 * to a service without an answer was sent there, and failed.
 */
export function observe(question: Pick<TraceQuestion, 'host' | 'address'>, happened: LabObservation, servers: Servers): Observation {
  const { from, received, error, sidecar, next } = happened;
  const outcome = outcomeOf(question, happened, servers);
  if (received && received.from === from) { return { verdict: 'BYPASSED', outcome }; }
  if (!sidecar) { return { outcome, detail: received ? 'bytes arrived, but the proxy did not log it' : `${error}, and the proxy did not log it` }; }
  const { host } = question;
  const verdict = verdictOf(host, sidecar, received !== undefined);
  if (verdict === undefined) { return { outcome, detail: received ? `bytes arrived by ${sidecar.cluster}` : `${sidecar.cluster} got it, but no answer came back: ${error}, ${sidecar.flags}` }; }
  const service = serviceIn(sidecar);
  const gateway = next && !(next.cluster ?? '').startsWith('inbound|') ? verdictOf(host, next, received !== undefined) : undefined;
  return {
    verdict,
    ...verdict === 'BLOCKED' || service === undefined ? {} : { service },
    ...gateway === undefined ? {} : { gateway },
    outcome,
  };
}

/** What a proxy did with a connection, as our own analysis would call it; undefined if that is not known. */
function verdictOf(host: string | undefined, entry: AccessLogEntry, isAnswered: boolean): Verdict | undefined {
  const cluster = entry.cluster ?? '-';
  if (!isAnswered && (cluster === '-' || cluster === 'BlackHoleCluster' || NO_UPSTREAM.test(entry.flags ?? ''))) { return 'BLOCKED'; }
  if (cluster === 'PassthroughCluster') { return isAnswered ? 'PASSTHROUGH' : undefined; }
  const service = serviceIn(entry);
  if (service === undefined) { return undefined; }
  return host === undefined || host === service || coversHost(service, host) ? 'REACHABLE' : 'MISROUTED';
}

/** The host of the service that a proxy matched. */
function serviceIn({ cluster }: AccessLogEntry): string | undefined {
  const [direction, , , service] = (cluster ?? '').split('|');
  return direction === 'outbound' ? service : undefined;
}

/** Whether the prediction was right at every proxy and at the end. A connection that was not tried doesn't count against it. */
export function agrees({ verdict, alternatives = [], service, gateway, outcome }: Prediction, observed: Observation): boolean {
  if (observed.verdict === undefined) { return observed.notTried !== undefined; }
  if (observed.outcome !== undefined && !isRight({ outcome }, observed.outcome)) { return false; }
  // A gateway without a listener for the port logs nothing.
  const atGateway = observed.gateway ?? (observed.outcome === 'FAILS' ? 'BLOCKED' : undefined);
  if (gateway !== undefined && gateway !== 'UNKNOWN' && gateway !== atGateway) { return false; }
  if (verdict === 'UNKNOWN') { return alternatives.includes(observed.verdict); }
  return verdict === observed.verdict && (service === undefined || observed.service === undefined || service === observed.service);
}
