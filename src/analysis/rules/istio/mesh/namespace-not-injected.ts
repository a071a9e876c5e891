import { labelsOf } from '../../../base/labels';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { objectsOf } from '../../objects/mesh-objects';
import { CONTROL_PLANE_NAMESPACE } from '../../objects/pods';
import { isNotInMesh } from '../../objects/sidecars';

export const namespaceNotInjected: MeshRule<MeshModel> = {
  name: 'mesh/namespace-not-injected',
  severity: Severity.INFO,
  upstream: 'IST0102',
  check: model => objectsOf(model, 'Namespace')
    .filter(({ ref, object }) => ref.name !== CONTROL_PLANE_NAMESPACE && isNotInMesh(labelsOf(object.metadata?.labels)))
    .map(({ ref }) => ({ object: ref.index, message: "'metadata.labels' has no label that adds pods to the mesh, so only pods that request a sidecar get one; add a label such as \"istio-injection: enabled\"" })),
};
