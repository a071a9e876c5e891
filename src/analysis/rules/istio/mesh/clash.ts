import { ProxyScope } from './proxy-scopes';
import type { Service, DeclaredPort } from '../../../model/service';

/** A port of a service that may conflict with another port. */
export interface Candidate {
  readonly service: Service;
  readonly port: DeclaredPort;
}

/** Two ports that conflict. istiod processes the first one first if both have the same age. */
export interface Conflict {
  readonly first: Candidate;
  readonly second: Candidate;
  /** The proxies that see both, or some of them. */
  readonly scope: ProxyScope;
}

/** Defines when two ports with the same key conflict. Ports of the same object never conflict. */
export interface Clash {
  /** Only ports with the same key can conflict; undefined for a port that conflicts with nothing. */
  readonly keyOf: (candidate: Candidate) => string | undefined;
  /** Everything that `clash` depends on, as a text. For ports with the same text, `clash` has the same result. */
  readonly classOf: (candidate: Candidate) => string;
  readonly clash: (a: Candidate, b: Candidate) => boolean;
  /**
   * Ports with the same identity don't conflict, such as those of one host.
   *
   * @default - only ports of the same object don't conflict
   */
  readonly identityOf?: (candidate: Candidate) => string;
  /**
   * Whether a port conflicts with nothing at the proxies of a scope.
   *
   * @default - never
   */
  readonly isAlone?: (candidate: Candidate, scope: ProxyScope) => boolean;
}
