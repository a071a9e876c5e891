import { defaultPeerAuthentications } from './peer-authentications';
import { Severity } from '../../../finding';
import type { MeshModel } from '../../../mesh-model';
import type { MeshRule } from '../../../rule';
import { severalInNamespace } from '../mesh/selectors';

export const severalDefaults: MeshRule<MeshModel> = {
  name: 'peer-authentication/several-defaults',
  severity: Severity.ERROR,
  upstream: 'ours',
  check: model => severalInNamespace(
    defaultPeerAuthentications(model),
    ({ ref }) => `'spec.selector' names no labels, and neither does that of PeerAuthentication "${ref.name}" of the namespace: only one of them applies, the oldest; merge them`,
  ),
};
