import { Candidate, Clash, Conflict } from './clash';
import { conflictsIn } from './conflicts-in';
import { ProxyScopes, proxyScopes } from './proxy-scopes';
import { append } from '../../../base/group-by';
import type { Violation } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { OnePerObject } from '../../objects/one-per-object';

/**
 * Finds the ports that conflict at some proxy. Ports that no proxy sees together don't conflict.
 *
 * @param scopes the proxies; all possible ones by default
 *
 * Time is linear if ports with the same key have few classes, and if Sidecars either list namespaces or all have the same imports.
 */
export function conflicts(model: MeshModel, clash: Clash, scopes: ProxyScopes = proxyScopes(model)): Conflict[] {
  const groups = new Map<string, Candidate[]>();
  for (const service of model.services) {
    for (const port of service.ports) {
      const candidate = { service, port };
      const key = clash.keyOf(candidate);
      if (key !== undefined) { append(groups, key, candidate); }
    }
  }
  return [...groups.values()]
    .filter(group => group.some(({ service }) => service.ref.index !== group[0].service.ref.index))
    .flatMap(group => conflictsIn(group, scopes, clash));
}

/** One violation for each object that is the second in a conflict. */
export function violationsOf(found: readonly Conflict[], messageFor: (conflict: Conflict) => string): Violation[] {
  const reported = new OnePerObject();
  for (const conflict of found) { reported.add(conflict.second.service.ref, conflict.first.service.ref, () => messageFor(conflict)); }
  return reported.violations;
}
