import { DYNATRACE_VERSIONS } from './dynatrace-versions';
import { dynaKubeFieldSince, edgeConnectFieldSince } from './field-since';
import type { SchemaNode } from './schema-node';
import type { SchemaViolation } from './schema-violation';
import { API_VERSION, UNKNOWN_FIELD } from './structural-rules';
import { versionOf } from '../base/group-kind';
import { recordOf } from '../base/json';
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
      const removed = versionOf(object) === 'v1beta5' ? [] : removedFields(object.spec);
      // A field of an older version of the API has another remedy than a newer operator.
      const newer = fields(object.spec, operator).filter(({ path }) => !removed.some(field => field.path.startsWith(`${path}.`)));
      return [
        ...removed.map(({ path, remedy }) => ({ rule: UNKNOWN_FIELD, message: `'${path}' is not a field of the schema since dynatrace.com/v1beta2; ${remedy}` })),
        ...newer.map(field => ({ rule: dynaKubeFieldSince, message: describe(field, operator) })),
      ];
    }
    case 'dynatrace.com/EdgeConnect':
      return edgeConnectFieldsNewerThan(object.spec, operator).map(field => ({ rule: edgeConnectFieldSince, message: describe(field, operator) }));
    default:
      return [];
  }
}

/** Fields of v1beta1 below fields of the same name that operator 1.11 added with another content, which this library does not check. */
function removedFields(spec: unknown): { readonly path: string; readonly remedy: string }[] {
  return Object.hasOwn(recordOf(recordOf(spec).kubernetesMonitoring), 'enabled')
    ? [{ path: 'spec.kubernetesMonitoring.enabled', remedy: 'remove it, and add "kubernetes-monitoring" to \'spec.activeGate.capabilities\'' }]
    : [];
}

function describe({ path, since, isRefused }: NewerField, operator: OperatorVersion): string {
  const effect = isRefused ? 'rejects it' : 'drops it silently';
  return `'${path}' came with operator ${since}, and the API server with the CRDs of operator ${operator} ${effect}; remove it, or upgrade the operator`;
}
