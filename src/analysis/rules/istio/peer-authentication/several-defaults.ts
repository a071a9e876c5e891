import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { defaultPeerAuthentications } from '../../objects/peer-authentications';
import { severalInNamespace } from '../../objects/selectors';

export const severalDefaults: MeshRule<MeshModel> = {
  name: 'peer-authentication/several-defaults',
  severity: Severity.ERROR,
  upstream: 'ours',
  check: model => severalInNamespace(
    defaultPeerAuthentications(model),
    ({ ref }) => `'spec.selector' has no labels, and neither has that of PeerAuthentication "${ref.name}" of the namespace: only the oldest applies; merge them`,
  ),
};
