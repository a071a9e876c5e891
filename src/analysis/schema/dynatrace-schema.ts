import { DYNATRACE_VERSIONS } from './dynatrace-versions';
import { dynaKubeFieldSince, edgeConnectFieldSince } from './field-since';
import type { SchemaNode } from './schema-node';
import type { SchemaViolation } from './schema-violation';
import { API_VERSION } from './structural-rules';
import { versionOf } from '../base/group-kind';
import type { KubernetesObject } from '../base/kubernetes-object';
import { quote, quoteAll } from '../base/quote';
import {
  deprecatedDynaKubeFieldsNewerThan, dynaKubeFieldsNewerThan, edgeConnectFieldsNewerThan, NewerField
  ,
} from '../dynatrace/newer-fields';
import type { MeshSettings } from '../settings/mesh-settings';
import {
  isOperatorAtLeast, OperatorVersion,
  operatorVersionOf,
} from '../settings/operator-version';

/** The API server's schema for an object of dynatrace.com. */
export interface DynatraceSchema {
  /** Why the API server rejects the object, or drops parts of it, before it checks the schema. */
  readonly violations: readonly SchemaViolation[];
  /** The schema of its version; undefined if the version is not served, or if this library doesn't know its schema. */
  readonly schema?: SchemaNode;
}

/** The API server's schema for an object of a kind in `DYNATRACE_VERSIONS`, with the CRDs of the target's operator. */
export function dynatraceSchema(object: KubernetesObject, kind: string, settings: MeshSettings): DynatraceSchema {
  const operator = operatorVersionOf(settings);
  const served = Object.entries(DYNATRACE_VERSIONS[kind]).filter(([, { until }]) => until === undefined || !isOperatorAtLeast(operator, until));
  const version = served.find(([name]) => name === versionOf(object));
  if (!version) {
    const known = quoteAll(served.map(([name]) => `dynatrace.com/${name}`));
    const message = `'apiVersion' must be one of ${known}, got ${quote(object.apiVersion)}; rewrite the object for the first of them, operator ${operator} serves no other version`;
    return { violations: [{ rule: API_VERSION, message }] };
  }
  return { schema: version[1].schema, violations: newerViolations(object, kind, operator) };
}

function newerViolations(object: KubernetesObject, kind: string, operator: OperatorVersion): SchemaViolation[] {
  switch (kind) {
    case 'dynatrace.com/DynaKube': {
      const fields = versionOf(object) === 'v1beta5' ? deprecatedDynaKubeFieldsNewerThan : dynaKubeFieldsNewerThan;
      return fields(object.spec, operator).map(field => ({ rule: dynaKubeFieldSince, message: describe(field, operator) }));
    }
    case 'dynatrace.com/EdgeConnect':
      return edgeConnectFieldsNewerThan(object.spec, operator).map(field => ({ rule: edgeConnectFieldSince, message: describe(field, operator) }));
    default:
      return [];
  }
}

function describe({ path, since, isRefused }: NewerField, operator: OperatorVersion): string {
  const effect = isRefused ? 'rejects it' : 'drops it silently';
  return `'${path}' came with operator ${since}, and the API server with the CRDs of operator ${operator} ${effect}; remove it, or upgrade the operator`;
}
