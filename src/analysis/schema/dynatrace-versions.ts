import { DYNATRACE_COM_SCHEMAS } from './dynatrace-com';
import type { SchemaNode } from './schema-node';
import type { OperatorVersion } from '../settings/operator-version';

/** A version of a kind of dynatrace.com that an operator serves. */
export interface DynatraceVersion {
  /** The schema of its objects; undefined if this library doesn't know the schema, so the objects are not checked. */
  readonly schema?: SchemaNode;
  /** The first minor version of the operator that no longer serves it. */
  readonly until?: OperatorVersion;
}

/** Schema of fields that operator 1.11 added. This library does not know their schema, so they may have any content. */
const ANYTHING: SchemaNode = { type: 'object', preserveUnknownFields: true };
const LIST_OF_ANYTHING: SchemaNode = { type: 'array', items: ANYTHING };

/** Versions by API group and kind. */
export const DYNATRACE_VERSIONS: Readonly<Record<string, Readonly<Record<string, DynatraceVersion>>>> = {
  'dynatrace.com/DynaKube': {
    v1beta6: {
      schema: withFields(DYNATRACE_COM_SCHEMAS['dynatrace.com/v1beta6/DynaKube'], ['spec'], {
        kubernetesMonitoring: ANYTHING,
        activeGate: withFields(
          DYNATRACE_COM_SCHEMAS['dynatrace.com/v1beta6/DynaKube'].properties!.spec.properties!.activeGate,
          [],
          { volumes: LIST_OF_ANYTHING, volumeMounts: LIST_OF_ANYTHING },
        ),
      }),
    },
    v1beta5: { schema: DYNATRACE_COM_SCHEMAS['dynatrace.com/v1beta5/DynaKube'] },
    v1beta4: { until: '1.10' },
  },
  'dynatrace.com/EdgeConnect': {
    v1alpha2: { schema: DYNATRACE_COM_SCHEMAS['dynatrace.com/v1alpha2/EdgeConnect'] },
    v1alpha1: {
      // The older version differs only in these fields.
      schema: withFields(DYNATRACE_COM_SCHEMAS['dynatrace.com/v1alpha2/EdgeConnect'], ['spec'], {
        autoUpdate: { type: 'boolean', defaulted: true },
        hostRestrictions: { type: 'string' },
        imageRef: { type: 'object', properties: { repository: { type: 'string' }, tag: { type: 'string' } } },
        replicas: { type: 'integer', format: 'int32', defaulted: true },
        serviceAccountName: { type: 'string', defaulted: true },
      }),
    },
  },
  'dynatrace.com/OneAgent': { v1alpha1: { schema: DYNATRACE_COM_SCHEMAS['dynatrace.com/v1alpha1/OneAgent'] } },
  'dynatrace.com/OneAgentAPM': { v1alpha1: { schema: DYNATRACE_COM_SCHEMAS['dynatrace.com/v1alpha1/OneAgentAPM'] } },
};

/** All kinds of dynatrace.com that have a schema here. */
export const DYNATRACE_KINDS: readonly string[] = Object.keys(DYNATRACE_VERSIONS);

/** A schema with additional fields at a path. */
function withFields(node: SchemaNode, [name, ...rest]: readonly string[], fields: Readonly<Record<string, SchemaNode>>): SchemaNode {
  if (name === undefined) { return { ...node, properties: { ...node.properties, ...fields } }; }
  return { ...node, properties: { ...node.properties, [name]: withFields(node.properties![name], rest, fields) } };
}
