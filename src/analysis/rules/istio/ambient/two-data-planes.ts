import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';

export const twoDataPlanes: MeshRule<MeshModel> = {
  name: 'ambient/two-data-planes',
  severity: Severity.WARNING,
  upstream: 'ours',
  check: model => model.workloads.filter(({ labels }) => labels['istio.io/dataplane-mode'] === 'ambient' && labels['sidecar.istio.io/inject'] === 'true').map(({ ref }) => ({
    object: ref.index,
    message: "'istio.io/dataplane-mode' selects ambient mode and 'sidecar.istio.io/inject' a sidecar, got \"ambient\" and \"true\"; keep one of the labels",
  })),
};
