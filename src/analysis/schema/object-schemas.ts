import type { SchemaNode } from './schema-node';

const TEXT: SchemaNode = { type: 'string' };
const TEXTS: SchemaNode = { type: 'object', additionalProperties: TEXT };
const INTEGER: SchemaNode = { type: 'integer' };
const BOOLEAN: SchemaNode = { type: 'boolean' };

/** `metadata` belongs to Kubernetes and is not part of any CRD. */
export const METADATA: SchemaNode = {
  type: 'object',
  properties: {
    name: TEXT,
    generateName: TEXT,
    namespace: TEXT,
    selfLink: TEXT,
    uid: TEXT,
    resourceVersion: TEXT,
    generation: INTEGER,
    creationTimestamp: TEXT,
    deletionTimestamp: TEXT,
    deletionGracePeriodSeconds: INTEGER,
    labels: TEXTS,
    annotations: TEXTS,
    ownerReferences: listOf({ apiVersion: TEXT, kind: TEXT, name: TEXT, uid: TEXT, controller: BOOLEAN, blockOwnerDeletion: BOOLEAN }),
    finalizers: { type: 'array', items: { ...TEXT, nullable: true } },
    managedFields: listOf({
      manager: TEXT, operation: TEXT, apiVersion: TEXT, time: TEXT, fieldsType: TEXT, fieldsV1: { type: 'object', preserveUnknownFields: true }, subresource: TEXT,
    }),
  },
};

/** `status` of Istio's kinds, which the distilled CRDs don't have. Only the names of its fields count, because the API server drops a status that is applied. */
export const ISTIO_STATUS: SchemaNode = {
  type: 'object',
  preserveUnknownFields: true,
  properties: {
    conditions: listOf({
      type: TEXT, status: TEXT, reason: TEXT, message: TEXT, lastProbeTime: TEXT, lastTransitionTime: TEXT, observedGeneration: { intOrString: true },
    }),
    validationMessages: listOf({ documentationUrl: TEXT, level: TEXT, type: { type: 'object', properties: { code: TEXT, name: TEXT } } }),
  },
};

/** Objects in a list of Kubernetes. It reads null as an empty object. */
function listOf(properties: Readonly<Record<string, SchemaNode>>): SchemaNode {
  return { type: 'array', items: { type: 'object', nullable: true, properties } };
}
