import { groupBy } from './mesh-objects';
import { ProxyScope, proxyScopes } from './proxy-scopes';
import type { MeshModel } from '../../../mesh-model';
import type { Violation } from '../../../rule';
import type { Service, ServicePort } from '../../../service';

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
 * Time is linear as long as little shares a key, or what shares one is of few classes; what shares one is looked at once for each kind of proxies.
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

function conflictsIn(group: readonly Candidate[], scopes: readonly ProxyScope[], clash: Clash): Conflict[] {
  const found = new Map<Candidate, Conflict>();
  const marked = group.map((candidate, order): Marked => ({
    candidate, order, object: candidate.service.ref.index, identity: clash.identityOf?.(candidate) ?? String(order), class: clash.classOf(candidate),
  }));
  for (const scope of scopes) {
    if (found.size === group.length - 1) { break; }
    const seen = new Map<string, Marked[]>();
    for (const one of marked) {
      const { candidate } = one;
      if (clash.isAlone?.(candidate, scope) || !scope.sees(candidate.service, candidate.port.number)) { continue; }
      const first = found.has(candidate) ? undefined : firstClashing(seen, one, clash);
      if (first) { found.set(candidate, { first: first.candidate, second: candidate }); }
      remember(seen, one);
    }
  }
  return [...found.values()];
}

/** A candidate, and what is asked about it again and again. */
interface Marked {
  readonly candidate: Candidate;
  readonly order: number;
  readonly object: number;
  readonly identity: string;
  readonly class: string;
}

function firstClashing(seen: ReadonlyMap<string, readonly Marked[]>, one: Marked, { clash }: Clash): Marked | undefined {
  let first: Marked | undefined;
  for (const others of seen.values()) {
    if (!clash(others[0].candidate, one.candidate)) { continue; }
    const other = others.find(({ object, identity }) => object !== one.object && identity !== one.identity);
    if (other && (first === undefined || other.order < first.order)) { first = other; }
  }
  return first;
}

/**
 * Keeps the first ones of each class, few enough to look through them all, and enough of them that whoever differs in object and identity from any of the class
 * differs in both from one of them: two of an object, two of an identity, and of five it can share the object or the identity of four at most.
 */
function remember(seen: Map<string, Marked[]>, one: Marked): void {
  const kept = seen.get(one.class);
  if (!kept) {
    seen.set(one.class, [one]);
    return;
  }
  const sameObject = kept.filter(({ object }) => object === one.object);
  const sameIdentity = kept.filter(({ identity }) => identity === one.identity);
  if (kept.length < 5 && sameObject.length < 2 && sameIdentity.length < 2) { kept.push(one); }
}
