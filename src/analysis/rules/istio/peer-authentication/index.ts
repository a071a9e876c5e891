import { disabledUnderTls } from './disabled-under-tls';
import { overlappingSelectors } from './overlapping-selectors';
import { portSyntax } from './port-syntax';
import { selectorWithoutLabels } from './selector-without-labels';
import { selectsNothing } from './selects-nothing';
import { severalDefaults } from './several-defaults';
import type { MeshRule, ObjectRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';

/** The rules about one PeerAuthentication, in the order in which their findings are shown. */
export const PEER_AUTHENTICATION_RULES: readonly ObjectRule[] = [
  portSyntax,
  selectorWithoutLabels,
];

/** The rules about how PeerAuthentications and other objects stand to each other. */
export const PEER_AUTHENTICATION_MESH_RULES: readonly MeshRule<MeshModel>[] = [
  disabledUnderTls,
  overlappingSelectors,
  selectsNothing,
  severalDefaults,
];
