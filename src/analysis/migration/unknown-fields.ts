import { MigrationDraft, Path } from './draft';
import { isRecord } from '../base/json';
import type { SchemaNode } from '../schema/schema-node';

/** Takes out what a schema does not know, what has another type than it asks for, and null, which no API server keeps. */
export function dropUnknown(draft: MigrationDraft, schema: SchemaNode, path: Path, version: string): void {
  const value = draft.get(path);
  if (value === undefined) { return; }
  if (value === null) {
    draft.drop(path, 'null says nothing; leave it out');
  } else if (!hasType(value, schema)) {
    draft.drop(path, `it has another type than dynatrace.com/${version} takes; correct it`);
  } else if (Array.isArray(value)) {
    // From the end, as what is taken out moves all that follows.
    for (let index = value.length - 1; index >= 0; index--) { dropUnknown(draft, schema.items ?? {}, [...path, String(index)], version); }
  } else if (isRecord(value) && schema.preserveUnknownFields !== true) {
    for (const name of Object.keys(value)) {
      const known = schema.properties && Object.hasOwn(schema.properties, name) ? schema.properties[name] : schema.additionalProperties;
      if (known === undefined || known === false) {
        draft.drop([...path, name], `it is not a field of dynatrace.com/${version}; leave it out, or correct its name`);
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
