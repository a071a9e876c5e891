import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { DATAPLANE_MODE, SIDECAR_INJECT } from '../../../model/pods/sidecar-injection';

export const twoDataPlanes: MeshRule<MeshModel> = {
  name: 'ambient/two-data-planes',
  severity: Severity.WARNING,
  upstream: 'ours',
  check: model => model.workloads.filter(({ labels }) => labels[DATAPLANE_MODE] === 'ambient' && labels[SIDECAR_INJECT] === 'true').map(({ ref }) => ({
    object: ref.index,
    message: "'istio.io/dataplane-mode' selects ambient mode and 'sidecar.istio.io/inject' a sidecar, got \"ambient\" and \"true\"; keep one of the labels",
  })),
};
