import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { PEER_AUTHENTICATION } from '../../objects/peer-authentications';
import { overlaps, selectorsOf } from '../../objects/selectors';

export const overlappingSelectors: MeshRule<MeshModel> = {
  name: 'peer-authentication/overlapping-selectors',
  severity: Severity.ERROR,
  upstream: 'ours',
  check: model => overlaps(selectorsOf(model, PEER_AUTHENTICATION), PEER_AUTHENTICATION),
};
