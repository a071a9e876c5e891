import { disabledUnderTls } from './disabled-under-tls';
import { overlappingSelectors } from './overlapping-selectors';
import { portSyntax } from './port-syntax';
import { selectorWithoutLabels } from './selector-without-labels';
import { selectsNothing } from './selects-nothing';
import { severalDefaults } from './several-defaults';
import type { MeshRule, ObjectRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';

/** Rules that check one PeerAuthentication, in the order of their findings. */
export const PEER_AUTHENTICATION_RULES: readonly ObjectRule[] = [
  portSyntax,
  selectorWithoutLabels,
];

/** Rules that compare PeerAuthentications with other objects. */
export const PEER_AUTHENTICATION_MESH_RULES: readonly MeshRule<MeshModel>[] = [
  disabledUnderTls,
  overlappingSelectors,
  selectsNothing,
  severalDefaults,
];
