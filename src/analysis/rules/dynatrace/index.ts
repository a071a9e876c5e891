import { DYNAKUBE_MESH_RULES, DYNAKUBE_RULES } from './dynakube';
import { EDGE_CONNECT_RULES } from './edge-connect';
import { ONE_AGENT_INJECTION_MESH_RULES, ONE_AGENT_INJECTION_RULES } from './one-agent-injection';
import type { MeshRule, ObjectRule, RuleBase } from '../../findings/rule';
import type { MeshModel } from '../../model/mesh-model';
import { edgeConnectFieldSince, dynaKubeFieldSince } from '../../schema/field-since';

/** Schema rules that apply to dynatrace.com only. */
export const DYNATRACE_SCHEMA_RULES: readonly RuleBase[] = [dynaKubeFieldSince, edgeConnectFieldSince];

/** Rules that check one object of the Dynatrace operator, or one object that the operator changes. */
export const DYNATRACE_RULES: readonly ObjectRule[] = [...DYNAKUBE_RULES, ...EDGE_CONNECT_RULES, ...ONE_AGENT_INJECTION_RULES];

/** Rules that compare objects of the Dynatrace operator with other objects. */
export const DYNATRACE_MESH_RULES: readonly MeshRule<MeshModel>[] = [...DYNAKUBE_MESH_RULES, ...ONE_AGENT_INJECTION_MESH_RULES];
