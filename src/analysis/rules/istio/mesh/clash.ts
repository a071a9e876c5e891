import { ProxyScope } from './proxy-scopes';
import type { Service, DeclaredPort } from '../../../model/service';

/** A port of a service that may get into the way of another one. */
export interface Candidate {
  readonly service: Service;
  readonly port: DeclaredPort;
}

/** Two ports that get into each other's way; the first one is the one that istiod takes up first if both are of the same age. */
export interface Conflict {
  readonly first: Candidate;
  readonly second: Candidate;
}

/** When two ports that share a key get into each other's way. Ports of one object never do. */
export interface Clash {
  /** Only ports with the same key can conflict; undefined for what conflicts with nothing. */
  readonly keyOf: (candidate: Candidate) => string | undefined;
  /** All that `clash` looks at, as one text: of the ports that share it, each may stand for the others. */
  readonly classOf: (candidate: Candidate) => string;
  readonly clash: (a: Candidate, b: Candidate) => boolean;
  /**
   * Ports that share it don't conflict, such as those of one host.
   *
   * @default - those of one object only
   */
  readonly identityOf?: (candidate: Candidate) => string;
  /**
   * Whether a port conflicts with nothing at some proxies.
   *
   * @default - at none
   */
  readonly isAlone?: (candidate: Candidate, scope: ProxyScope) => boolean;
}
