import { MigrationDraft, Path } from './draft';
import { isRecord } from '../base/json';
import type { SchemaNode } from '../schema/schema-node';

/** Removes fields that a schema does not know, values of a wrong type, and null, which the API server drops. */
export function dropUnknown(draft: MigrationDraft, schema: SchemaNode, path: Path, version: string): void {
  const value = draft.get(path);
  if (value === undefined) { return; }
  if (value === null) {
    draft.drop(path, 'null has no effect; remove it');
  } else if (!hasType(value, schema)) {
    draft.drop(path, `it does not have the type that dynatrace.com/${version} requires; correct it`);
  } else if (Array.isArray(value)) {
    // Backwards, because removing an item moves all later items.
    for (let index = value.length - 1; index >= 0; index--) { dropUnknown(draft, schema.items ?? {}, [...path, String(index)], version); }
  } else if (isRecord(value) && schema.preserveUnknownFields !== true) {
    for (const name of Object.keys(value)) {
      const known = schema.properties && Object.hasOwn(schema.properties, name) ? schema.properties[name] : schema.additionalProperties;
      if (known === undefined || known === false) {
        draft.drop([...path, name], `it is not a field of dynatrace.com/${version}; remove it, or correct its name`);
      } else if (known !== true) {
        dropUnknown(draft, known, [...path, name], version);
      }
    }
  }
}

function hasType(value: unknown, { type, intOrString }: SchemaNode): boolean {
  if (intOrString) { return Number.isInteger(value) || typeof value === 'string'; }
  switch (type) {
    case undefined: return true;
    case 'object': return isRecord(value);
    case 'array': return Array.isArray(value);
    case 'integer': return Number.isInteger(value);
    default: return typeof value === type;
  }
}
