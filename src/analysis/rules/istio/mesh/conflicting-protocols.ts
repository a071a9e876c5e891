import { groupBy } from '../../../base/group-by';
import { listOf, recordOf, textOf, textsOf } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { EVERYWHERE, exportScopes } from '../../objects/export-scopes';
import { MeshObject, objectsOf } from '../../objects/mesh-objects';
import { OnePerObject } from '../../objects/one-per-object';

interface Declared {
  readonly entry: MeshObject;
  readonly host: string;
  readonly port: unknown;
  readonly protocol: string;
  readonly scope: string;
}

export const conflictingProtocols: MeshRule<MeshModel> = {
  name: 'mesh/conflicting-protocols',
  severity: Severity.WARNING,
  upstream: 'IST0177',
  since: '1.31',
  check(model) {
    const found = new OnePerObject();
    const byPlace = groupBy(competing(objectsOf(model, 'networking.istio.io/ServiceEntry')).flatMap(declaredBy), placeOf);
    for (const own of byPlace.values()) {
      const [{ scope, host, port }] = own;
      const all = scope === EVERYWHERE ? own : [...own, ...byPlace.get(placeOf({ scope: EVERYWHERE, host, port })) ?? []];
      const [first] = all;
      const second = all.find(({ protocol }) => protocol !== first.protocol);
      if (!second) { continue; }
      for (const { entry: { ref }, protocol } of all) {
        const other = protocol === first.protocol ? second : first;
        const { namespace, name } = other.entry.ref;
        found.add(
          ref, other.entry.ref,
          () => `'spec.ports' declares port ${String(port)} of ${quote(host)} as ${quote(protocol)}, and ServiceEntry "${namespace}/${name}" as ${quote(other.protocol)}; declare the same protocol`,
        );
      }
    }
    return found.violations;
  },
};

/** The entries that have a host in common with another, or several ports. Most have neither. */
function competing(entries: readonly MeshObject[]): readonly MeshObject[] {
  const [once, twice] = [new Set<string>(), new Set<string>()];
  for (const { spec } of entries) {
    for (const host of textsOf(spec.hosts)) { (once.has(host) ? twice : once).add(host); }
  }
  return entries.filter(({ spec }) => listOf(spec.ports).length > 1 || textsOf(spec.hosts).some(host => twice.has(host)));
}

function placeOf({ scope, host, port }: Pick<Declared, 'scope' | 'host' | 'port'>): string {
  return `${scope}/${String(port)}/${host}`;
}

/** Hosts and ports of an entry, for each namespace that sees it or for all. Protocols are compared as they are written, except for their case. */
function declaredBy(entry: MeshObject): Declared[] {
  const ports = listOf(entry.spec.ports).map(recordOf);
  return exportScopes(entry).flatMap(scope => textsOf(entry.spec.hosts).flatMap(host => ports.map(port => ({
    entry, host, port: port.number, protocol: (textOf(port.protocol) ?? '').toUpperCase(), scope,
  }))));
}
