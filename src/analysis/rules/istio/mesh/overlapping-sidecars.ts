import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { overlaps, selectorsOf } from '../../objects/selectors';
import { isAmbientPod, SIDECAR } from '../../objects/sidecars';

export const overlappingSidecars: MeshRule<MeshModel> = {
  name: 'mesh/overlapping-sidecars',
  severity: Severity.ERROR,
  upstream: 'IST0110',
  check: model => overlaps(
    selectorsOf(model, SIDECAR).map(selector => ({ ...selector, pods: selector.pods.filter(pods => !isAmbientPod(model, pods.object)) })),
    SIDECAR,
  ),
};
