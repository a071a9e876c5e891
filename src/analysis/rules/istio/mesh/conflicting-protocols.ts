import { groupBy } from '../../../base/group-by';
import { listOf, recordOf, textOf, textsOf } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule, Violation } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { MeshObject, objectsOf } from '../../objects/mesh-objects';

const EVERYWHERE = '*';

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
    const found = new Map<number, Violation>();
    const byPlace = groupBy(objectsOf(model, 'networking.istio.io/ServiceEntry').flatMap(declaredBy), ({ scope, host, port }) => JSON.stringify([scope, host, port]));
    for (const own of byPlace.values()) {
      const [{ scope, host, port }] = own;
      const all = scope === EVERYWHERE ? own : [...own, ...byPlace.get(JSON.stringify([EVERYWHERE, host, port])) ?? []];
      const [first] = all;
      const second = all.find(({ protocol }) => protocol !== first.protocol);
      if (!second) { continue; }
      for (const { entry: { ref }, protocol } of all) {
        const other = protocol === first.protocol ? second : first;
        if (found.has(ref.index)) { continue; }
        found.set(ref.index, {
          object: ref.index,
          ...other.entry.ref.index === ref.index ? {} : { related: other.entry.ref.index },
          message: `'spec.ports' declares port ${String(port)} of ${quote(host)} as ${quote(protocol)}, and ServiceEntry "${other.entry.ref.namespace}/${other.entry.ref.name}" as `
            + `${quote(other.protocol)}; declare the same protocol`,
        });
      }
    }
    return [...found.values()].sort((a, b) => a.object - b.object);
  },
};

/** Hosts and ports of an entry, for each namespace that sees it or for all. Protocols are compared as they are written, except for their case. */
function declaredBy(entry: MeshObject): Declared[] {
  const exportTo = textsOf(entry.spec.exportTo);
  const scopes = exportTo.length === 0 || exportTo.includes(EVERYWHERE) ? [EVERYWHERE] : [...new Set(exportTo.map(scope => scope === '.' ? entry.ref.namespace : scope))];
  const ports = listOf(entry.spec.ports).map(recordOf);
  return scopes.flatMap(scope => textsOf(entry.spec.hosts).flatMap(host => ports.map(port => ({
    entry, host, port: port.number, protocol: (textOf(port.protocol) ?? '').toUpperCase(), scope,
  }))));
}
