import { dynatraceSchema } from './dynatrace-schema';
import { DYNATRACE_VERSIONS } from './dynatrace-versions';
import { NETWORKING_ISTIO_IO_SCHEMAS } from './networking-istio-io';
import { ISTIO_STATUS, METADATA } from './object-schemas';
import { withoutNulls } from './prune-nulls';
import { readablePart } from './readable-part';
import type { SchemaNode } from './schema-node';
import type { SchemaViolation } from './schema-violation';
import { SchemaWalker } from './schema-walker';
import { SECURITY_ISTIO_IO_SCHEMAS } from './security-istio-io';
import { SERVED_VERSIONS } from './served-versions';
import { API_VERSION, NEWER_THAN_ISTIO } from './structural-rules';
import { TELEMETRY_ISTIO_IO_SCHEMAS } from './telemetry-istio-io';
import { newerThan } from './version-gates';
import { groupKindOf, versionOf } from '../base/group-kind';
import type { KubernetesObject } from '../base/kubernetes-object';
import { quote, quoteAll } from '../base/quote';
import type { CelCheck, CelRule } from '../findings/cel-rule';
import { isIstioAtLeast } from '../settings/istio-version';
import type { MeshSettings } from '../settings/mesh-settings';

/** Schemas by API group, version and kind. */
export const SCHEMAS: Readonly<Record<string, SchemaNode>> = {
  ...NETWORKING_ISTIO_IO_SCHEMAS,
  ...SECURITY_ISTIO_IO_SCHEMAS,
  ...TELEMETRY_ISTIO_IO_SCHEMAS,
};

/** The result of the API server's validation of an object. */
export interface SchemaResult {
  readonly violations: readonly SchemaViolation[];
  /** Whether rules can read `stored`: false if the schema of the object is unknown, or a choice such as `resolution` is not one of its values. */
  readonly isReadable: boolean;
  /**
   * The object as Istio sees it: without the fields that the API server drops because they are null. If the API server rejects the object, without the
   * fields that are unknown or of the wrong type.
   */
  readonly stored: KubernetesObject;
}

/** The CEL rules of the CRDs, by their expressions. */
export type CelRules = ReadonlyMap<string, { readonly rule: CelRule; readonly check: CelCheck }>;

/** Maps each CEL expression to its rule. */
export function celRulesByExpression(rules: readonly CelRule[]): CelRules {
  return new Map(rules.flatMap(rule => rule.checks.map(check => [check.expression, { rule, check }])));
}

/**
 * Validates an object as the API server does, with strict validation of unknown fields. CEL rules are checked only if everything else is valid.
 *
 * @param celRules the counterparts of the CRDs' CEL expressions; an expression without a counterpart is not checked
 */
export function checkSchema(object: KubernetesObject, settings: MeshSettings, celRules: CelRules): SchemaResult {
  const kind = groupKindOf(object);
  if (Object.hasOwn(DYNATRACE_VERSIONS, kind)) {
    const { schema, violations } = dynatraceSchema(object, kind, settings);
    if (schema) { return walk(object, schema, celRules, () => violations); }
    return { violations, isReadable: violations.length === 0, stored: object };
  }
  const versions = Object.hasOwn(SERVED_VERSIONS, kind) ? SERVED_VERSIONS[kind] : undefined;
  if (!versions) { return { violations: [], isReadable: true, stored: object }; }
  const group = kind.slice(0, kind.indexOf('/'));
  const version = versionOf(object);
  if (!Object.hasOwn(versions, version)) {
    const known = quoteAll(Object.keys(versions).map(name => `${group}/${name}`));
    const message = `'apiVersion' must be one of ${known}, got ${quote(object.apiVersion)}`;
    return { violations: [{ rule: API_VERSION, message }], isReadable: false, stored: object };
  }
  const [first] = Object.keys(versions);
  return walk(object, SCHEMAS[`${group}/${first}/${object.kind}`], celRules, stored => newerViolations(kind, versions[version].since, stored, settings));
}

/** @param newer finds the parts of the object that the API server is too old for */
function walk(
  object: KubernetesObject,
  schema: SchemaNode,
  celRules: CelRules,
  newer: (stored: KubernetesObject) => readonly SchemaViolation[],
): SchemaResult {
  const stored = withoutNulls(withMetadata(schema), object);
  const walker = new SchemaWalker();
  walkRoot(walker, schema, stored);
  const structural = [...newer(stored), ...walker.violations];
  if (walker.violations.length > 0) {
    return { violations: structural, isReadable: !walker.hasUnknownChoice, stored: readablePart(stored, walker.unreadable) };
  }

  const cel = walker.sites.flatMap(({ expression, path, self }): SchemaViolation[] => {
    const entry = celRules.get(expression);
    const fault = entry?.check.fault(self);
    return entry && fault !== undefined ? [{ rule: entry.rule, message: `'${path}' ${fault}`, ...path.includes('.') ? { path } : {} }] : [];
  });
  return { violations: [...structural, ...cel], isReadable: true, stored };
}

const SCHEMAS_WITH_METADATA = new WeakMap<SchemaNode, SchemaNode>();

/** The schema of a whole object: its own with that of `metadata`. */
function withMetadata(schema: SchemaNode): SchemaNode {
  let whole = SCHEMAS_WITH_METADATA.get(schema);
  if (!whole) {
    whole = { properties: { ...schema.properties, metadata: METADATA } };
    SCHEMAS_WITH_METADATA.set(schema, whole);
  }
  return whole;
}

/** The schema does not have the fields that every object has. Only controllers write `status`, but an unknown field in it is one. */
function walkRoot(walker: SchemaWalker, node: SchemaNode, object: KubernetesObject): void {
  const { apiVersion: _version, kind: _kind, metadata, status, ...rest } = object;
  if (metadata !== undefined) { walker.walk(METADATA, metadata, 'metadata', { value: object, key: 'metadata' }); }
  walker.walk(node, rest, '');
  if (Object.hasOwn(SERVED_VERSIONS, groupKindOf(object))) { walker.walkNames(ISTIO_STATUS, status, 'status'); }
  const unreadable = walker.unreadable.get(rest);
  if (unreadable) { walker.unreadable.set(object, new Map([...walker.unreadable.get(object) ?? [], ...unreadable])); }
}

function newerViolations(kind: string, served: string | undefined, object: KubernetesObject, { istioVersion }: MeshSettings): SchemaViolation[] {
  const messages = newerThan(istioVersion, kind, object);
  if (served !== undefined && !isIstioAtLeast(istioVersion, served)) {
    messages.unshift(`'apiVersion' needs Istio ${served}, but the mesh has ${istioVersion}, got ${quote(object.apiVersion)}; use an older version of the API`);
  }
  return messages.map(message => ({ rule: NEWER_THAN_ISTIO, message }));
}
