import { Clash, Conflict } from './clash';
import { conflictsIn } from './conflicts-in';
import { OnePerObject } from './one-per-object';
import { proxyScopes } from './proxy-scopes';
import { groupBy } from '../../../base/group-by';
import type { Violation } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';

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
  const reported = new OnePerObject();
  for (const conflict of found) { reported.add(conflict.second.service.ref, conflict.first.service.ref, () => messageFor(conflict)); }
  return reported.violations;
}
