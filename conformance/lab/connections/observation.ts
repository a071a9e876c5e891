import type { Answer, ReachQuestion, Verdict } from '../../../src/analysis/reach/reachability';
import { coversHost } from '../../../src/analysis/syntax/hosts';
import type { AccessLogEntry } from '../mesh/access-log';
import type { Dialled } from '../mesh/client';

/** What happened to a connection. */
export interface Observation {
  /** As our own analysis would call it; undefined if it was not tried, or what happened makes no sense. */
  readonly verdict?: Verdict;
  /** Host of the service that got the connection. */
  readonly service?: string;
  /** What happened that makes no sense. */
  readonly detail?: string;
  /** Why it was not tried. */
  readonly notTried?: string;
}

/** Envoy had nobody to send it to. */
const NO_UPSTREAM = /\bUH\b/;

/**
 * What happened to a connection, by what its client, the server and the proxy say.
 *
 * The server's word is whether bytes arrived, and from where: what comes from the client's own port has not been through the proxy. The proxy's
 * word is which service it took the connection to be for. Refused is only what the proxy says it refused: a connection that it sent somewhere
 * without an answer is neither.
 */
export function observe({ host }: Pick<ReachQuestion, 'host'>, { from, received, error }: Dialled, entry: AccessLogEntry | undefined): Observation {
  if (received && received.from === from) { return { verdict: 'BYPASSED' }; }
  if (!entry) { return { detail: received ? 'bytes arrived, but the proxy says nothing of it' : `${error}, and the proxy says nothing of it` }; }
  const cluster = entry.cluster ?? '-';
  const [direction, , , service] = cluster.split('|');
  if (!received) {
    return cluster === '-' || cluster === 'BlackHoleCluster' || NO_UPSTREAM.test(entry.flags ?? '')
      ? { verdict: 'BLOCKED' }
      : { detail: `${cluster} took it, but no answer came back: ${error}, ${entry.flags}` };
  }
  if (cluster === 'PassthroughCluster') { return { verdict: 'PASSTHROUGH' }; }
  if (direction !== 'outbound') { return { detail: `bytes arrived by ${cluster}` }; }
  return { verdict: host === undefined || host === service || coversHost(service, host) ? 'REACHABLE' : 'MISROUTED', service };
}

/** Whether what was predicted happened. What was not tried does not speak against it. */
export function agrees({ verdict, alternatives = [], service }: Answer, observed: Observation): boolean {
  if (observed.verdict === undefined) { return observed.notTried !== undefined; }
  if (verdict === 'UNKNOWN') { return alternatives.includes(observed.verdict); }
  return verdict === observed.verdict && (service === undefined || observed.service === undefined || service === observed.service);
}
