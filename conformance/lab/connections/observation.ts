import type { Answer, ReachQuestion, Verdict } from '../../../src/analysis/reach/reachability';
import { coversHost } from '../../../src/analysis/syntax/hosts';
import type { AccessLogEntry } from '../mesh/access-log';
import type { Dialled } from '../mesh/connection';

/** What happened to a connection. */
export interface Observation {
  /** As our own analysis would call it; undefined if the connection was not tried, or the observations don't fit together. */
  readonly verdict?: Verdict;
  /** Host of the service that got the connection. */
  readonly service?: string;
  /** The observations that don't fit together. */
  readonly detail?: string;
  /** Why it was not tried. */
  readonly notTried?: string;
}

/** Envoy had no upstream to send the connection to. */
const NO_UPSTREAM = /\bUH\b/;

/**
 * What happened to a connection, from the reports of its client, the server and the proxy.
 *
 * The server reports whether bytes arrived, and from where: bytes from the client's own port did not go through the proxy. The proxy
 * reports which service it matched. A connection counts as refused only if the proxy reports it as refused. A connection that the proxy sent
 * somewhere without an answer is neither refused nor delivered.
 */
export function observe({ host }: Pick<ReachQuestion, 'host'>, { from, received, error }: Dialled, entry: AccessLogEntry | undefined): Observation {
  if (received && received.from === from) { return { verdict: 'BYPASSED' }; }
  if (!entry) { return { detail: received ? 'bytes arrived, but the proxy did not log it' : `${error}, and the proxy did not log it` }; }
  const cluster = entry.cluster ?? '-';
  const [direction, , , service] = cluster.split('|');
  if (!received) {
    return cluster === '-' || cluster === 'BlackHoleCluster' || NO_UPSTREAM.test(entry.flags ?? '')
      ? { verdict: 'BLOCKED' }
      : { detail: `${cluster} got it, but no answer came back: ${error}, ${entry.flags}` };
  }
  if (cluster === 'PassthroughCluster') { return { verdict: 'PASSTHROUGH' }; }
  if (direction !== 'outbound') { return { detail: `bytes arrived by ${cluster}` }; }
  return { verdict: host === undefined || host === service || coversHost(service, host) ? 'REACHABLE' : 'MISROUTED', service };
}

/** Whether the prediction was right. A connection that was not tried doesn't count against it. */
export function agrees({ verdict, alternatives = [], service }: Answer, observed: Observation): boolean {
  if (observed.verdict === undefined) { return observed.notTried !== undefined; }
  if (verdict === 'UNKNOWN') { return alternatives.includes(observed.verdict); }
  return verdict === observed.verdict && (service === undefined || observed.service === undefined || service === observed.service);
}
