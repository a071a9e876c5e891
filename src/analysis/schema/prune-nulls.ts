import type { SchemaNode } from './schema-node';
import { isRecord } from '../base/json';

/**
 * A value without the fields that the API server drops: known fields that are null although the schema does not allow null. Fields that are undefined are dropped too,
 * because the API server never gets them. Items of lists stay.
 *
 * A value without such fields is returned unchanged, not copied.
 */
export function withoutNulls<T>(node: SchemaNode | undefined, value: T): T {
  if (Array.isArray(value)) {
    let items: unknown[] | undefined;
    for (let index = 0; index < value.length; index++) {
      const item: unknown = value[index];
      const kept = withoutNulls(node?.items, item);
      if (kept !== item) { (items ??= [...value as unknown[]])[index] = kept; }
    }
    return (items ?? value) as T;
  }
  if (!isRecord(value)) { return value; }
  let pruned: Record<string, unknown> | undefined;
  for (const name of Object.keys(value)) {
    const field = value[name];
    const inner = fieldNode(node, name);
    const isDropped = field === undefined || (field === null && inner !== undefined && !inner.nullable && !inner.defaulted);
    const kept = isDropped ? undefined : withoutNulls<unknown>(inner, field);
    if (!isDropped && kept === field) { continue; }
    pruned ??= { ...value };
    if (isDropped) { delete pruned[name]; } else { pruned[name] = kept; }
  }
  return (pruned ?? value) as T;
}

function fieldNode(node: SchemaNode | undefined, name: string): SchemaNode | undefined {
  if (node?.properties && Object.hasOwn(node.properties, name)) { return node.properties[name]; }
  return typeof node?.additionalProperties === 'object' ? node.additionalProperties : undefined;
}
