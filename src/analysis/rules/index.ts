import { CEL_RULES } from './cel-rules';
import { DYNATRACE_MESH_RULES, DYNATRACE_RULES, DYNATRACE_SCHEMA_RULES } from './dynatrace';
import type { MeshRule, ObjectRule, RuleBase } from '../findings/rule';
import type { MeshModel } from '../model/mesh-model';
import { STRUCTURAL_RULES } from '../schema/structural-rules';
import { ANNOTATION_RULES } from './istio/annotations';
import { DESTINATION_RULE_RULES } from './istio/destination-rule';
import { GATEWAY_RULES } from './istio/gateway';
import { ISTIO_MESH_RULES } from './istio/mesh';
import { PEER_AUTHENTICATION_RULES } from './istio/peer-authentication';
import { PROXY_CONFIG_RULES } from './istio/proxy-config';
import { SERVICE_ENTRY_RULES } from './istio/service-entry';
import { SHARED_RULES } from './istio/shared';
import { SIDECAR_RULES } from './istio/sidecar';
import { TELEMETRY_RULES } from './istio/telemetry';
import { VIRTUAL_SERVICE_RULES } from './istio/virtual-service';
import { KUBERNETES_RULES } from './kubernetes';
import { duplicateObject } from './kubernetes/duplicate-object';
import { missingNamespace } from './kubernetes/missing-namespace';
import { NESTING } from './kubernetes/nesting';
import { substitutedText } from './kubernetes/substituted-text';

export { listItems, listItemMessage } from './kubernetes/list-items';
export { NESTING, nestingMessage } from './kubernetes/nesting';

/** Rules that check one object, by kind. */
export const OBJECT_RULES: readonly ObjectRule[] = [
  ...KUBERNETES_RULES,
  ...SHARED_RULES,
  ...SERVICE_ENTRY_RULES,
  ...SIDECAR_RULES,
  ...VIRTUAL_SERVICE_RULES,
  ...DESTINATION_RULE_RULES,
  ...GATEWAY_RULES,
  ...TELEMETRY_RULES,
  ...PEER_AUTHENTICATION_RULES,
  ...PROXY_CONFIG_RULES,
  ...ANNOTATION_RULES,
  ...DYNATRACE_RULES,
];

/** Rules that compare objects with each other. */
export const MESH_RULES: readonly MeshRule<MeshModel>[] = [
  duplicateObject,
  missingNamespace,
  substitutedText,
  ...ISTIO_MESH_RULES,
  ...DYNATRACE_MESH_RULES,
];

/** All rules. */
export const ALL_RULES: readonly RuleBase[] = [NESTING, ...STRUCTURAL_RULES, ...DYNATRACE_SCHEMA_RULES, ...CEL_RULES, ...OBJECT_RULES, ...MESH_RULES];
