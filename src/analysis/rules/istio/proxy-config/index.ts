import { overlappingSelectors } from './overlapping-selectors';
import { selectorWithoutLabels } from './selector-without-labels';
import { severalDefaults } from './several-defaults';
import type { MeshRule, ObjectRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';

/** Rules that check one ProxyConfig, in the order of their findings. */
export const PROXY_CONFIG_RULES: readonly ObjectRule[] = [
  selectorWithoutLabels,
];

/** Rules that compare ProxyConfigs with each other. */
export const PROXY_CONFIG_MESH_RULES: readonly MeshRule<MeshModel>[] = [
  overlappingSelectors,
  severalDefaults,
];
