import { describeRef } from '../../base/object-ref';
import type { SidecarCourse } from '../possibilities';
import type { Outcome, Verdict } from '../proxy/outcome';

/** Whether a connection gets to the server that its client means. */
export type TraceOutcome = 'ARRIVES' | 'FAILS' | 'UNKNOWN';

/** A stage of the way. */
export type Stage = 'dns' | 'capture' | 'sidecar' | 'tls' | 'gateway' | 'endpoint';

/** What happens to a connection at one stage. */
export interface Hop {
  readonly at: Stage;
  /** What the proxy does with the connection, at the sidecar and at a gateway. */
  readonly verdict?: Verdict;
  /** The objects and annotations that decide, such as `ServiceEntry dynatrace/api`. */
  readonly because: readonly string[];
  /** What happens, as one or more sentences. */
  readonly text: string;
  /** The Service of the gateway, at a gateway. */
  readonly gateway?: string;
}

/** One way that a connection may take to its end. The last hop decides. */
export interface Way {
  readonly outcome: TraceOutcome;
  readonly hops: readonly Hop[];
  /** What decides whether the connection takes this way, as the end of "that depends on". */
  readonly dependsOn: string;
}

/** The course of a connection that a sidecar sees, and what it does with it. */
export type SeenCourse = SidecarCourse & Required<Pick<SidecarCourse, 'outcome'>>;

/** The end of a way. */
export interface End {
  readonly outcome: TraceOutcome;
  readonly hops: readonly Hop[];
}

/** A hop that ends the way. */
export function end(outcome: TraceOutcome, at: Stage, text: string, because: readonly string[] = []): End {
  return { outcome, hops: [{ at, because, text }] };
}

/** The end at a proxy whose route answers every request with an error (`fault.abort`); undefined if it does not. */
export function abortedAt(at: 'sidecar' | 'gateway', { cause }: Outcome): End | undefined {
  if (cause.kind !== 'upstream' || !cause.name.aborts || !cause.virtualService) { return undefined; }
  const rule = describeRef(cause.virtualService.ref);
  return end('FAILS', at, `${rule} makes the ${at} answer all requests with an error (fault.abort with percentage 100). Remove the fault, or match other requests with it.`, [rule]);
}
