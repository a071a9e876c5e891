import { DYNAKUBE_MESH_RULES, DYNAKUBE_RULES } from './dynakube';
import { EDGE_CONNECT_RULES } from './edge-connect';
import { ONE_AGENT_INJECTION_MESH_RULES, ONE_AGENT_INJECTION_RULES } from './one-agent-injection';
import type { MeshRule, ObjectRule, RuleBase } from '../../findings/rule';
import type { MeshModel } from '../../model/mesh-model';
import { edgeConnectFieldSince, dynaKubeFieldSince } from '../../schema/field-since';

/** What the schemas of dynatrace.com say that those of other groups don't. */
export const DYNATRACE_SCHEMA_RULES: readonly RuleBase[] = [dynaKubeFieldSince, edgeConnectFieldSince];

/** The rules about one object of the Dynatrace operator, or one that it changes. */
export const DYNATRACE_RULES: readonly ObjectRule[] = [...DYNAKUBE_RULES, ...EDGE_CONNECT_RULES, ...ONE_AGENT_INJECTION_RULES];

/** The rules about how the objects of the Dynatrace operator stand to others. */
export const DYNATRACE_MESH_RULES: readonly MeshRule<MeshModel>[] = [...DYNAKUBE_MESH_RULES, ...ONE_AGENT_INJECTION_MESH_RULES];
