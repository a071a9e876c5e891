import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Crd, readCrdFile, Schema } from '../crds/crd-facts';

const FOLDER = join(__dirname, '..', '..', 'crds');
const CRDS: Crd[] = readdirSync(FOLDER).filter(name => name.endsWith('.yaml')).flatMap(name => readCrdFile(join(FOLDER, name)));

/** What the API server would refuse or drop of an object's spec, one line each: unknown fields, types, enums, patterns, limits, sets. */
export function schemaFaults(object: { apiVersion: string; kind: string; spec: unknown }): string[] {
  return faultsOf(specSchema(object.apiVersion, object.kind), object.spec, 'spec');
}

/** The fields of a kind, at a path below its spec, that an object does not set: `spec.oneAgent.hostMonitoring`. */
export function unsetFields(object: { apiVersion: string; kind: string; spec: unknown }, path: string): string[] {
  const set = new Set(fieldsIn(specSchema(object.apiVersion, object.kind), object.spec, 'spec'));
  return fieldsOf(specSchema(object.apiVersion, object.kind), 'spec').filter(field => field.startsWith(`${path}.`) && !set.has(field));
}

/** The names of all fields of a kind's spec. */
export function specFields(apiVersion: string, kind: string): string[] {
  return Object.keys(specSchema(apiVersion, kind).properties ?? {});
}

/** The fields that one version of a kind has and another one lacks; of fields below each other the upper one. */
export function fieldsMissingIn(apiVersion: string, other: string, kind: string): string[] {
  const known = new Set(fieldsOf(specSchema(apiVersion, kind), 'spec'));
  const missing = fieldsOf(specSchema(other, kind), 'spec').filter(field => !known.has(field));
  return missing.filter(field => !missing.some(upper => field.startsWith(`${upper}.`) || field.startsWith(`${upper}[`)));
}

function specSchema(apiVersion: string, kind: string): Schema {
  const crd = CRDS.find(({ spec }) => spec.names.kind === kind && apiVersion.startsWith(`${spec.group}/`));
  const version = crd?.spec.versions.find(({ name }) => apiVersion.endsWith(`/${name}`));
  const spec = version?.schema.openAPIV3Schema.properties?.spec;
  if (!spec) { throw new Error(`no CRD for ${apiVersion} ${kind}`); }
  return spec;
}

function faultsOf(schema: Schema, value: unknown, path: string): string[] {
  if (value === null) { return schema.nullable === true ? [] : [`${path} is null`]; }
  if (schema['x-kubernetes-preserve-unknown-fields'] === true) { return []; }
  const type = Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value;
  if (schema['x-kubernetes-int-or-string'] === true) {
    return type === 'integer' || (type === 'string' && matches(schema, value)) ? [] : [`${path} is no integer or text of the pattern`];
  }
  if (schema.type !== type && !(schema.type === 'number' && type === 'integer')) { return [`${path} is of type ${type}, not ${schema.type}`]; }
  switch (type) {
    case 'array': return listFaults(schema, value as unknown[], path);
    case 'object': return objectFaults(schema, value as Record<string, unknown>, path);
    default: return scalarFaults(schema, value, path);
  }
}

function objectFaults(schema: Schema, value: Record<string, unknown>, path: string): string[] {
  const missing = (schema.required ?? []).filter(key => !(key in value)).map(key => `${path}.${key} is missing`);
  return missing.concat(Object.entries(value).flatMap(([key, member]) => {
    const known = schema.properties?.[key] ?? (typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined);
    return known ? faultsOf(known, member, `${path}.${key}`) : [`${path}.${key} is unknown`];
  }));
}

function listFaults(schema: Schema, list: unknown[], path: string): string[] {
  const texts = list.map(item => JSON.stringify(item));
  const twice = schema['x-kubernetes-list-type'] === 'set' && new Set(texts).size < texts.length;
  return [...(twice ? [`${path} has equal items`] : []), ...list.flatMap((item, index) => faultsOf(schema.items as Schema, item, `${path}[${index}]`))];
}

function scalarFaults(schema: Schema, value: unknown, path: string): string[] {
  const options = schema.enum as unknown[] | undefined;
  return [
    ...(options && !options.includes(value) ? [`${path} is not one of the options`] : []),
    ...(matches(schema, value) ? [] : [`${path} does not match the pattern`]),
    ...(schema.maxLength !== undefined && [...String(value)].length > Number(schema.maxLength) ? [`${path} is too long`] : []),
    ...(schema.minimum !== undefined && Number(value) < Number(schema.minimum) ? [`${path} is too small`] : []),
    ...(schema.maximum !== undefined && Number(value) > Number(schema.maximum) ? [`${path} is too large`] : []),
    ...(schema.format === 'int32' && Number(value) > 2 ** 31 - 1 ? [`${path} is too large`] : []),
  ];
}

function matches(schema: Schema, value: unknown): boolean {
  return schema.pattern === undefined || new RegExp(schema.pattern as string).test(String(value));
}

/** Every field of a schema, with `[]` for the items of a list. Entries of maps are left out. */
function fieldsOf(schema: Schema, path: string): string[] {
  const members = Object.entries(schema.properties ?? {}).flatMap(([key, member]) => [`${path}.${key}`, ...fieldsOf(member, `${path}.${key}`)]);
  return schema.items ? [...members, ...fieldsOf(schema.items, `${path}[]`)] : members;
}

function fieldsIn(schema: Schema, value: unknown, path: string): string[] {
  if (Array.isArray(value)) { return value.flatMap(item => fieldsIn(schema.items as Schema, item, `${path}[]`)); }
  if (typeof value !== 'object' || value === null) { return []; }
  return Object.entries(value).flatMap(([key, member]) => {
    const known = schema.properties?.[key];
    return known ? [`${path}.${key}`, ...fieldsIn(known, member, `${path}.${key}`)] : [];
  });
}
