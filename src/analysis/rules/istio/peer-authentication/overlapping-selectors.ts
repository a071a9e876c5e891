import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { PEER_AUTHENTICATION } from '../../objects/peer-authentications';
import { overlaps, selectorsOf } from '../../objects/selectors';

export const overlappingSelectors: MeshRule<MeshModel> = {
  name: 'peer-authentication/overlapping-selectors',
  severity: Severity.ERROR,
  upstream: 'ours',
  check: model => overlaps(
    selectorsOf(model, PEER_AUTHENTICATION),
    ({ ref }) => `'spec.selector' selects pods that PeerAuthentication "${ref.name}" selects too: only the oldest applies; merge them, or make the labels exclude each other`,
  ),
};
