import { UpstreamName, UpstreamState } from './upstream';
import type { Service } from '../../model/service';
import type { VirtualService } from '../../model/virtual-service';

/** What happens to a connection. */
export type Verdict = 'REACHABLE' | 'PASSTHROUGH' | 'BYPASSED' | 'MISROUTED' | 'BLOCKED' | 'UNKNOWN';

/** A connection that a client opens. */
export interface Connection {
  /** Lower case, without port and trailing dot. Undefined if the client has no host. */
  readonly host?: string;
  /** Whether the client writes the host with a trailing dot. For routes, that is another name. */
  readonly hasFinalDot?: boolean;
  /** IP that the client connects to, or a placeholder if it is not allocated yet. Undefined for an address outside the mesh that no object contains. */
  readonly ip?: string;
  readonly port: number;
  readonly protocol: 'http' | 'https' | 'tcp';
  readonly path: string;
}

/** The cause of an outcome. */
export type Cause =
  /** It is sent to a service. */
  | {
    readonly kind: 'upstream';
    readonly name: UpstreamName;
    readonly state: UpstreamState;
    readonly virtualService?: VirtualService;
    readonly isProxy?: boolean;
  }
  /** Nothing in the proxy matches it: no listener on the port, no chain of the listener, or no route for the host. */
  | { readonly kind: 'unmatched'; readonly at: 'port' | 'listener' | 'routes' }
  /** Envoy rejects the routes of the port, because the host of a service is shortened to `*` in the client's namespace. */
  | { readonly kind: 'refused-routes'; readonly service: Service }
  /** The listener expects plain text requests, but the client sends something else. */
  | { readonly kind: 'not-http' }
  /** It arrives at the listener of one service, which has no routes for requests. */
  | { readonly kind: 'no-routes'; readonly service: Service }
  /** The VirtualService answers it, or has no rule that applies. */
  | { readonly kind: 'virtual-service'; readonly action: 'answer' | 'none'; readonly virtualService?: VirtualService }
  /** Envoy rejects the listener. */
  | { readonly kind: 'refused-listener' }
  /** No Gateway opens the port of the gateway's proxy. */
  | { readonly kind: 'no-server'; readonly open: readonly OpenPort[] }
  /** The gateway's proxy terminates TLS. What happens next is not modelled. */
  | { readonly kind: 'gateway-kind' }
  /** The age of so many objects decides that their orders are not tried. */
  | { readonly kind: 'many-orders' };

/** A port that the pods of a gateway listen on, and the port of a Gateway's server that it is for. */
export interface OpenPort {
  readonly number: number;
  readonly serverPort: number;
}

/** What happens to a connection, and why. */
export interface Outcome {
  readonly verdict: Verdict;
  readonly cause: Cause;
  /** The mode of the gateway's server that ended the TLS of the connection, after which what was inside decided. Undefined if none did. */
  readonly endedTls?: string;
}

/** Verdicts from best to worst. If a route has several destinations, the worst verdict counts. */
export const SEVERITY: readonly Verdict[] = ['REACHABLE', 'BYPASSED', 'PASSTHROUGH', 'UNKNOWN', 'MISROUTED', 'BLOCKED'];

/** The worst of several outcomes of one route. */
export function worst(outcomes: readonly Outcome[]): Outcome {
  return outcomes.reduce((a, b) => SEVERITY.indexOf(b.verdict) > SEVERITY.indexOf(a.verdict) ? b : a);
}
