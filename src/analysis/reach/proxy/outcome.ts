import { UpstreamName, UpstreamState } from './upstream';
import type { Service } from '../../model/service';
import type { VirtualService } from '../../model/virtual-service';

/** What happens to a connection. */
export type Verdict = 'REACHABLE' | 'PASSTHROUGH' | 'BYPASSED' | 'MISROUTED' | 'BLOCKED' | 'UNKNOWN';

/** A connection that a client opens. */
export interface Connection {
  /** Lower case, without port and without a dot at its end; undefined if the client names none. */
  readonly host?: string;
  /** Whether the client writes the host with a dot at its end: routes take that for another name. */
  readonly hasFinalDot?: boolean;
  /** IP that is dialled, or what stands for one that nobody knows yet; undefined for an address of the outside that no object knows. */
  readonly ip?: string;
  readonly port: number;
  readonly protocol: 'http' | 'https' | 'tcp';
  readonly path: string;
}

/** What decided about a connection. */
export type Cause =
  /** It is sent to a service. */
  | {
    readonly kind: 'upstream';
    readonly name: UpstreamName;
    readonly state: UpstreamState;
    readonly virtualService?: VirtualService;
    readonly isProxy?: boolean;
  }
  /** Nothing the proxy knows takes it: no listener on the port, no chain of the listener, no route for the host. */
  | { readonly kind: 'unmatched'; readonly at: 'port' | 'listener' | 'routes' }
  /** Envoy refuses the routes of the port for a service whose short name in the client's namespace is that of all hosts. */
  | { readonly kind: 'refused-routes'; readonly service: Service }
  /** The listener expects plain text requests and gets something else. */
  | { readonly kind: 'not-http' }
  /** It reached the listener of one service, which has no routes for requests. */
  | { readonly kind: 'no-routes'; readonly service: Service }
  /** The VirtualService answers by itself, or has no rule that applies. */
  | { readonly kind: 'virtual-service'; readonly action: 'answer' | 'none'; readonly virtualService?: VirtualService }
  /** Envoy refuses the listener. */
  | { readonly kind: 'refused-listener' }
  /** No Gateway opens the port of the gateway's proxy. */
  | { readonly kind: 'no-server' }
  /** The gateway's proxy ends TLS by itself: what it does then is not modelled. */
  | { readonly kind: 'gateway-kind' };

/** What happens to a connection, and why. */
export interface Outcome {
  readonly verdict: Verdict;
  readonly cause: Cause;
  /** Whether the proxy of a gateway ended the TLS of the connection, and what was inside decided. */
  readonly endedTls?: true;
}

/** From good to bad: of several destinations of one route the worst counts. */
export const SEVERITY: readonly Verdict[] = ['REACHABLE', 'BYPASSED', 'PASSTHROUGH', 'UNKNOWN', 'MISROUTED', 'BLOCKED'];

/** Which of several outcomes of one route counts. */
export function worst(outcomes: readonly Outcome[]): Outcome {
  return outcomes.reduce((a, b) => SEVERITY.indexOf(b.verdict) > SEVERITY.indexOf(a.verdict) ? b : a);
}
