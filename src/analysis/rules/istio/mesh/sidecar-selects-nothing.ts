import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { selectsNoPods } from '../../objects/selectors';
import { SIDECAR } from '../../objects/sidecars';

export const sidecarSelectsNothing: MeshRule<MeshModel> = {
  name: 'mesh/sidecar-selects-nothing',
  severity: Severity.ERROR,
  upstream: 'IST0101',
  assumesWholeCluster: true,
  check: model => selectsNoPods(model, SIDECAR),
};
