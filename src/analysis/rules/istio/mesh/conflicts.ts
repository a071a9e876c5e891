import { conflictsIn } from './conflicts-in';
import { groupBy } from './mesh-objects';
import { ProxyScope, proxyScopes } from './proxy-scopes';
import type { Violation } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import type { Service, ServicePort } from '../../../model/service';

/** A port of a service that may get into the way of another one. */
export interface Candidate {
  readonly service: Service;
  readonly port: ServicePort;
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

/**
 * Finds the ports that get into each other's way at some proxy. What no proxy sees together conflicts with nothing.
 *
 * Time is linear as long as what shares a key is of few classes, and Sidecars import from namespaces that they name or all the same.
 */
export function conflicts(model: MeshModel, clash: Clash): Conflict[] {
  const keyed = model.services.flatMap(service => service.ports.flatMap(port => {
    const key = clash.keyOf({ service, port });
    return key === undefined ? [] : [{ key, candidate: { service, port } }];
  }));
  return [...groupBy(keyed, ({ key }) => key).values()]
    .map(group => group.map(({ candidate }) => candidate))
    .filter(group => group.some(({ service }) => service.ref.index !== group[0].service.ref.index))
    .flatMap(group => conflictsIn(group, proxyScopes(model), clash));
}

/** One violation for each object that is second in a conflict. */
export function violationsOf(found: readonly Conflict[], messageFor: (conflict: Conflict) => string): Violation[] {
  const violations = new Map<number, Violation>();
  for (const conflict of found) {
    const { first, second } = conflict;
    const object = second.service.ref.index;
    if (!violations.has(object)) { violations.set(object, { object, related: first.service.ref.index, message: messageFor(conflict) }); }
  }
  return [...violations.values()].sort((a, b) => a.object - b.object);
}
