import { groupBy } from '../../../base/group-by';
import { Labels, selects } from '../../../base/labels';
import { hasActiveGate } from '../../../dynatrace/dynakube-state';
import { activeGateLabels } from '../../../dynatrace/operator-services';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { DATAPLANE_MODE, SIDECAR_INJECT, sidecarInjectionOf } from '../../../model/pods/sidecar-injection';
import { dynaKubesByNamespace, KnownDynaKube } from '../../objects/dynakubes';
import { MeshObject, objectsOf } from '../../objects/mesh-objects';
import { modeOf, PEER_AUTHENTICATION } from '../../objects/peer-authentications';
import { selectorLabels } from '../../objects/selectors';

export const strictActiveGate: MeshRule<MeshModel> = {
  name: 'dynakube/strict-active-gate',
  severity: Severity.WARNING,
  upstream: 'ours',
  * check(model) {
    const byNamespace = groupBy(objectsOf(model, PEER_AUTHENTICATION.kind), ({ ref }) => ref.namespace);
    for (const dynakube of [...dynaKubesByNamespace(model).values()].flat().filter(each => isActiveGateInMesh(model, each))) {
      const decides = decidingOn(dynakube, byNamespace, model.settings.rootNamespace);
      if (!decides || modeOf(decides) !== 'STRICT') { continue; }
      const message = `'spec.activeGate.labels' add the ActiveGate to the mesh, where PeerAuthentication "${decides.ref.namespace}/${decides.ref.name}" makes it accept mutual TLS only, `
        + 'but the operator and OneAgent on the nodes do not use mutual TLS; add a PeerAuthentication with the mode PERMISSIVE for app.kubernetes.io/name: activegate';
      yield { object: dynakube.index, message, related: decides.ref.index };
    }
  },
};

function isActiveGateInMesh(model: MeshModel, { spec, namespace }: KnownDynaKube): boolean {
  const { labels = {} } = spec.activeGate ?? {};
  if (!hasActiveGate(spec)) { return false; }
  if (labels[DATAPLANE_MODE] === 'ambient') { return true; }
  // In a namespace whose label excludes sidecars, the label of the pods has no effect.
  return labels[SIDECAR_INJECT] === 'true'
    && sidecarInjectionOf({ namespace, labels, annotations: {}, hostNetwork: false }, model.namespaceLabels.get(namespace)) === 'yes';
}

/** A PeerAuthentication with a selector overrides that of the namespace, which overrides that of the mesh. */
function decidingOn(
  { name, namespace, spec }: KnownDynaKube,
  byNamespace: ReadonlyMap<string, readonly MeshObject[]>,
  root: string,
): MeshObject | undefined {
  const labels: Labels = { ...spec.activeGate?.labels, ...activeGateLabels(name) };
  const own = (byNamespace.get(namespace) ?? []).filter(object => selects(selectorLabels(object, PEER_AUTHENTICATION), labels));
  const isDefault = (object: MeshObject) => Object.keys(selectorLabels(object, PEER_AUTHENTICATION)).length === 0;
  return [...own.filter(object => !isDefault(object)), ...own.filter(isDefault), ...(byNamespace.get(root) ?? []).filter(isDefault)]
    .find(object => modeOf(object) !== undefined);
}
