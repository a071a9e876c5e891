import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateModule, GROUPS, moduleName } from '../../../projenrc/generate-schemas';

const ROOT = join(__dirname, '..', '..', '..');

let folder: string;

beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'generate-schemas-')); });

afterEach(() => { rmSync(folder, { recursive: true }); });

function generate(schema: string): string {
  const path = join(folder, 'crd.yaml');
  const indented = schema.split('\n').map(line => `        ${line}`).join('\n');
  writeFileSync(path, `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
spec:
  group: example.com
  names: {kind: Thing}
  versions:
  - name: v1
    schema:
      openAPIV3Schema:
${indented}
`);
  return generateModule(path, 'example.com');
}

test.each(GROUPS)('the module of %s is up to date with its CRDs', group => {
  const committed = readFileSync(join(ROOT, 'src', 'analysis', 'schema', moduleName(group)), 'utf8');
  expect(generateModule(join(ROOT, 'crds', `${group}.yaml`), group)).toBe(committed);
});

test('keywords keep their names, those of Kubernetes lose their prefix, and only the relevant part of defaults and list maps is kept', () => {
  expect(generate(`type: object
x-kubernetes-map-type: atomic
x-kubernetes-validations: [{rule: " self.a != 1 ", message: "failed rule: x"}]
properties:
  a: {x-kubernetes-int-or-string: true, default: 5}
  b-c: {type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [it's], maximum: 4294967295}
  d: {additionalProperties: true, x-kubernetes-preserve-unknown-fields: true, not: {enum: [null, false]}}`)).toBe(`// Written by projenrc/generate-schemas.ts from crds/example.com.yaml, not by hand.
import type { SchemaNode } from './schema-node';

/** The schemas of example.com, by API group, version and kind. */
export const EXAMPLE_COM_SCHEMAS: Readonly<Record<string, SchemaNode>> = {
  'example.com/v1/Thing': {
    type: 'object',
    rules: ['self.a != 1'],
    properties: {
      'a': { intOrString: true, defaulted: true },
      'b-c': { type: 'array', listType: 'map', listMapKeys: ["it's"], maximum: 4294967295 },
      'd': { additionalProperties: true, preserveUnknownFields: true, not: { enum: [null, false] } },
    },
  },
};
`);
});

test('a node that is used twice becomes a constant, named after its field', () => {
  const long = '{type: string, minLength: 1, maxLength: 63, pattern: "^[a-z][a-z0-9-]*$"}';
  expect(generate(`type: object
properties:
  name: ${long}
  names: {type: array, items: ${long}}`)).toContain(`
const nameNode: SchemaNode = { type: 'string', minLength: 1, maxLength: 63, pattern: '^[a-z][a-z0-9-]*$' };

/** The schemas of example.com, by API group, version and kind. */
export const EXAMPLE_COM_SCHEMAS: Readonly<Record<string, SchemaNode>> = {
  'example.com/v1/Thing': { type: 'object', properties: { name: nameNode, names: { type: 'array', items: nameNode } } },
};
`);
});

test('an unknown keyword is an error that names the place', () => {
  expect(() => generate('type: object\nproperties: {a: {multipleOf: 2}}')).toThrow(
    'unknown keyword "multipleOf" at example.com/v1/Thing.a: decide in projenrc/generate-schemas.ts how the analysis handles it',
  );
});

test('a version without a schema is an error', () => {
  const path = join(folder, 'crd.yaml');
  writeFileSync(path, 'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nspec: {group: example.com, names: {kind: Thing}, versions: [{name: v1}]}\n');
  expect(() => generateModule(path, 'example.com')).toThrow(`"example.com/v1/Thing" in "${path}" has no openAPIV3Schema`);
});
