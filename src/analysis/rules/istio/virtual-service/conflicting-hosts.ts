import { virtualServices } from './destination-sites';
import { haveSameRoutes } from './same-routes';
import { isBoundToMesh } from './virtual-service-spec';
import { textsOf } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { EVERYWHERE, exportScopes } from '../../objects/export-scopes';
import { HostIndex } from '../../objects/host-index';
import { fullName } from '../../objects/known-hosts';
import type { MeshObject } from '../../objects/mesh-objects';
import { OnePerObject } from '../../objects/one-per-object';


export const conflictingHosts: MeshRule<MeshModel> = {
  name: 'virtual-service/conflicting-hosts',
  severity: Severity.ERROR,
  upstream: 'IST0109',
  check(model) {
    const found = new OnePerObject();
    const scopes = byScope(model);
    const everywhere = scopes.get(EVERYWHERE) ?? new HostIndex<MeshObject>();
    for (const [scope, index] of scopes) {
      for (const host of index.hostsCoveredBy(EVERYWHERE)) {
        // VirtualServices for all namespaces are compared with each other by equal hosts only.
        const others = scope === EVERYWHERE ? [] : new Set([...everywhere.covering(host), ...everywhere.coveredBy(host)]);
        report(found, host, [...index.at(host), ...others]);
      }
    }
    return found.violations;
  },
};

function report(found: OnePerObject, host: string, objects: readonly MeshObject[]): void {
  if (objects.length < 2) { return; }
  const [first] = objects;
  const second = objects.find(({ ref }) => ref.index !== first.ref.index);
  if (!second) {
    // `istioctl analyze` reports this under the same code.
    found.add(first.ref, first.ref, () => `'spec.hosts' has ${quote(host)} twice, directly or by a wildcard; remove one of the hosts`);
    return;
  }
  // Which of them is used makes no difference.
  if (haveSameRoutes(host, objects)) { return; }
  for (const { ref } of objects) {
    const other = (ref.index === first.ref.index ? second : first).ref;
    found.add(
      ref, other,
      () => `'spec.hosts' has ${quote(host)}, which VirtualService "${other.namespace}/${other.name}" has too, and sidecars use only the oldest VirtualService for a host; merge them`,
    );
  }
}

/** The VirtualServices for sidecars by their hosts, by the namespaces that see them. */
function byScope(model: MeshModel): Map<string, HostIndex<MeshObject>> {
  const scopes = new Map<string, HostIndex<MeshObject>>();
  for (const virtualService of virtualServices(model)) {
    if (!isBoundToMesh(virtualService.object)) { continue; }
    const { ref, spec } = virtualService;
    for (const namespace of exportScopes(virtualService)) {
      const index = scopes.get(namespace) ?? new HostIndex<MeshObject>();
      scopes.set(namespace, index);
      for (const host of textsOf(spec.hosts)) { index.add(fullName(host, ref.namespace, model.settings), virtualService); }
    }
  }
  return scopes;
}
