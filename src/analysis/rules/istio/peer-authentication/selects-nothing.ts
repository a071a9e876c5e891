import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { PEER_AUTHENTICATION } from '../../objects/peer-authentications';
import { selectsNoPods } from '../../objects/selectors';

export const selectsNothing: MeshRule<MeshModel> = {
  name: 'peer-authentication/selects-nothing',
  severity: Severity.WARNING,
  upstream: 'ours',
  assumesWholeCluster: true,
  check: model => selectsNoPods(model, PEER_AUTHENTICATION),
};
