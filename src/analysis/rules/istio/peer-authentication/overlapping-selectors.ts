import { PEER_AUTHENTICATION } from './peer-authentications';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { overlaps, selectorsOf } from '../mesh/selectors';

export const overlappingSelectors: MeshRule<MeshModel> = {
  name: 'peer-authentication/overlapping-selectors',
  severity: Severity.ERROR,
  upstream: 'ours',
  check: model => overlaps(selectorsOf(model, PEER_AUTHENTICATION), PEER_AUTHENTICATION, 'the oldest decides'),
};
