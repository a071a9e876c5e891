import type { MeshModel } from '../mesh-model';
import type { MeshRule, ObjectRule, RuleBase } from '../rule';
import { CEL_RULES } from './cel-rules';
import { STRUCTURAL_RULES } from '../schema/structural-rules';
import { SERVICE_ENTRY_RULES } from './istio/service-entry';
import { SHARED_RULES } from './istio/shared';
import { SIDECAR_RULES } from './istio/sidecar';
import { KUBERNETES_RULES } from './kubernetes';
import { duplicateObject } from './kubernetes/duplicate-object';

/** The rules about one object, kind by kind. */
export const OBJECT_RULES: readonly ObjectRule[] = [
  ...KUBERNETES_RULES,
  ...SHARED_RULES,
  ...SERVICE_ENTRY_RULES,
  ...SIDECAR_RULES,
];

/** The rules about how objects stand to each other. */
export const MESH_RULES: readonly MeshRule<MeshModel>[] = [
  duplicateObject,
];

/** Every rule there is. */
export const ALL_RULES: readonly RuleBase[] = [...STRUCTURAL_RULES, ...CEL_RULES, ...OBJECT_RULES, ...MESH_RULES];
