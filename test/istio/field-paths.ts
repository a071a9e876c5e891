import { join, resolve } from 'node:path';
import { readCrdFile, Schema } from '../crds/crd-facts';

const CRDS = join(resolve(__dirname, '..', '..'), 'crds', 'networking.istio.io.yaml');

/** The paths of all fields in the spec of a kind, according to its CRD. A map counts as one field. */
export function fieldsOfKind(kind: string): string[] {
  const crd = readCrdFile(CRDS).find(({ spec }) => spec.names.kind === kind)!;
  return pathsOfSchema(crd.spec.versions[0].schema.openAPIV3Schema.properties!.spec, 'spec').sort();
}

/** Those of the fields of a kind that specs set. */
export function fieldsSetIn(kind: string, specs: readonly unknown[]): string[] {
  return fieldsOfKind(kind).filter(path => specs.some(spec => isSet(spec, path.split('.').slice(1))));
}

function pathsOfSchema(schema: Schema, path: string): string[] {
  if (schema.properties) { return Object.entries(schema.properties).flatMap(([name, child]) => pathsOfSchema(child, `${path}.${name}`)); }
  return schema.items ? pathsOfSchema(schema.items, `${path}[]`) : [path];
}

function isSet(value: any, [step, ...rest]: string[]): boolean {
  if (step === undefined) { return value !== undefined; }
  if (!step.endsWith('[]')) { return value !== undefined && isSet(value[step], rest); }
  const list = value?.[step.slice(0, -2)];
  return Array.isArray(list) && list.some(item => isSet(item, rest));
}
