import { Candidate, Clash, Conflict } from './clash';
import { conflictsIn } from './conflicts-in';
import { ProxyScopes, proxyScopes } from './proxy-scopes';
import type { Violation } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { OnePerObject } from '../../objects/one-per-object';

/**
 * Finds the ports that conflict at some proxy. Ports that no proxy sees together don't conflict.
 *
 * @param scopesOf the proxies; all possible ones by default. Asked for only if ports have a key in common.
 *
 * Time is linear if ports with the same key have few classes, and if Sidecars either list namespaces or all have the same imports.
 */
export function conflicts(model: MeshModel, clash: Clash, scopesOf: (model: MeshModel) => ProxyScopes = proxyScopes): Conflict[] {
  return groupsOf(candidatesOf(model), clash)
    .filter(group => group.some(({ service }) => service.ref.index !== group[0].service.ref.index))
    .flatMap(group => conflictsIn(group, scopesOf(model), clash));
}

/** The ports of all services. */
function candidatesOf(model: MeshModel): readonly Candidate[] {
  return model.once('ports of services', () => model.services.flatMap(service => service.ports.map(port => ({ service, port }))));
}

/** The ports that have a key in common with another, by their key. Most have none, so a list is only made for the second. */
function groupsOf(candidates: readonly Candidate[], { keyOf }: Clash): Candidate[][] {
  const firsts = new Map<string, Candidate>();
  const groups = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const key = keyOf(candidate);
    if (key === undefined) { continue; }
    const first = firsts.get(key);
    if (!first) { firsts.set(key, candidate); continue; }
    const group = groups.get(key);
    if (group) { group.push(candidate); } else { groups.set(key, [first, candidate]); }
  }
  return [...groups.values()];
}

/** One violation for each object that is the second in a conflict. */
export function violationsOf(found: readonly Conflict[], messageFor: (conflict: Conflict) => string): Violation[] {
  const reported = new OnePerObject();
  for (const conflict of found) { reported.add(conflict.second.service.ref, conflict.first.service.ref, () => messageFor(conflict)); }
  return reported.violations;
}
