import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { distil, distilInto } from '../../projenrc/distil-crd';

const ROOT = join(__dirname, '..', '..');
const MODELLED = { 'fruit.test': { from: 'Orchard 3.1', kinds: { Pear: ['v2', 'v1'], Apple: ['v1'] } } };

// One test starts the script as a user does.
jest.setTimeout(30_000);

let folder: string;

beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'distil-crd-')); });

afterEach(() => { rmSync(folder, { recursive: true }); });

describe('a distilled CRD', () => {
  test('keeps the facts of the wanted versions and nothing else', () => {
    expect(distil([file('orchard.yaml', PEAR, APPLE, { kind: 'Deployment' })], MODELLED).get('fruit.test')).toBe(DISTILLED);
  });

  test('does not change if it is distilled again', () => {
    const [written] = distilInto(folder, [file('orchard.yaml', PEAR, APPLE)], MODELLED);

    expect(distil([written], MODELLED)).toEqual(new Map([['fruit.test', DISTILLED]]));
  });

  test('does not depend on the order of the files', () => {
    const [pear, apple] = [file('pear.yaml', PEAR), file('apple.yaml', APPLE)];

    expect(distil([pear, apple], MODELLED)).toEqual(distil([apple, pear], MODELLED));
  });

  test('keeps integers of 64 bits to the last digit', () => {
    const apple = crd('Apple', [version('v1', { type: 'integer', format: 'int64', maximum: 9223372036854775807n })]);

    expect(distil([file('orchard.yaml', PEAR, apple)], MODELLED).get('fruit.test')).toContain('maximum: 9223372036854775807\n');
  });

  test('gets the rule as its message if a rule has several lines, because the API server then requires a message', () => {
    const apple = crd('Apple', [version('v1', { 'type': 'string', 'x-kubernetes-validations': [{ rule: 'self != "" &&\n  self != "*"\n', message: 'upstream' }] })]);
    const distilled = distil([file('orchard.yaml', PEAR, apple)], MODELLED).get('fruit.test');

    expect(distilled).toContain('message: \'failed rule: self != "" && self != "*"\'\n');
    expect(distilled).not.toContain('upstream');
  });

  test('quotes what YAML 1.1 reads as a boolean', () => {
    const apple = crd('Apple', [version('v1', { type: 'string', enum: ['on', 'no', 'y', 'red'] })]);

    expect(distil([file('orchard.yaml', PEAR, apple)], MODELLED).get('fruit.test')).toMatch(/- "on"\n +- "no"\n +- "y"\n +- red\n/);
  });
});

describe('crds/', () => {
  test('is what the script writes, byte for byte', () => {
    const crds = join(ROOT, 'crds');
    const names = readdirSync(crds).filter(name => name.endsWith('.yaml'));

    expect(distil(names.map(name => join(crds, name)))).toEqual(
      new Map(names.map(name => [name.slice(0, -'.yaml'.length), readFileSync(join(crds, name), 'utf8')])),
    );
  });
});

describe('the script refuses', () => {
  test.each<[string, () => string[], string]>([
    ['a file that is not there', () => [at('absent.yaml')],
      '"<folder>/absent.yaml" can\'t be read: ENOENT'],
    ['a folder', () => [folder],
      '"<folder>" can\'t be read: EISDIR'],
    ['a file that is not YAML', () => [text('broken.yaml', 'kind: [')],
      '"<folder>/broken.yaml" is not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ] at line 1, column 8'],
    ['a file without a modelled kind', () => [file('orchard.yaml', PEAR, APPLE), file('plum.yaml', crd('Plum', []))],
      '"<folder>/plum.yaml" has no CRD of a modelled kind; the modelled kinds are Apple.fruit.test, Pear.fruit.test'],
    ['a kind that is in two files', () => [file('a.yaml', PEAR), file('b.yaml', PEAR, APPLE)],
      'the kind "Pear.fruit.test" is in "<folder>/a.yaml" and in "<folder>/b.yaml": pass only one of them'],
    ['a group with a missing kind', () => [file('pear.yaml', PEAR)],
      'the kind "Apple.fruit.test" is missing in all files: add the file that has it, or remove the kind from MODELLED'],
    ['a kind with a missing version', () => [file('orchard.yaml', PEAR, crd('Apple', [version('v3', {}), version('v4', {})]))],
      'version "v1" of the kind "Apple.fruit.test" in "<folder>/orchard.yaml" is missing: the kind has "v3", "v4"; change MODELLED'],
    ['a version that the vendor stopped serving', () => [file('orchard.yaml', PEAR, crd('Apple', [{ ...version('v1', {}), served: false }]))],
      'version "v1" of the kind "Apple.fruit.test" in "<folder>/orchard.yaml" is no longer served: change MODELLED to a version that is'],
    ['a version without a schema', () => [file('orchard.yaml', PEAR, crd('Apple', [{ name: 'v1', served: true }]))],
      'version "v1" of the kind "Apple.fruit.test" in "<folder>/orchard.yaml" has no openAPIV3Schema'],
    ['an unknown keyword', () => [file('orchard.yaml', PEAR, crd('Apple', [version('v1', { type: 'string', shiny: true })]))],
      'unknown keyword "shiny" at version "v1" of the kind "Apple.fruit.test" in "<folder>/orchard.yaml" properties.spec: '
      + 'decide in projenrc/crd-schema.ts whether it is a fact'],
    ['a rule with an unknown keyword', () => [
      file('orchard.yaml', PEAR, crd('Apple', [version('v1', { 'type': 'string', 'x-kubernetes-validations': [{ rule: 'true', when: 'later' }] })])),
    ], 'unknown keyword "when" at version "v1" of the kind "Apple.fruit.test" in "<folder>/orchard.yaml" properties.spec x-kubernetes-validations[0]: '
      + 'decide in projenrc/crd-schema.ts whether it is a fact'],
    ['a CRD of another form', () => [file('orchard.yaml', { ...APPLE, apiVersion: 'apiextensions.k8s.io/v1beta1' })],
      'the CustomResourceDefinition "apples.fruit.test" in "<folder>/orchard.yaml" is not of the form apiextensions.k8s.io/v1, '
      + 'got "apiextensions.k8s.io/v1beta1"'],
  ])('%s, and leaves the folder as it was', (_, paths, message) => {
    const given = paths();
    const target = at('crds');
    mkdirSync(target);
    writeFileSync(join(target, 'fruit.test.yaml'), 'before');

    expect(() => distilInto(target, given, MODELLED)).toThrow(new Error(message.replaceAll('<folder>', folder)));
    expect(readdirSync(target)).toEqual(['fruit.test.yaml']);
    expect(readFileSync(join(target, 'fruit.test.yaml'), 'utf8')).toBe('before');
  });

  test('a call without a file, with one line and exit code 1', () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath, [require.resolve('tsx/cli'), join(ROOT, 'projenrc', 'distil-crd.ts')], { encoding: 'utf8' },
    );

    expect({ status, stdout, stderr }).toEqual({ status: 1, stdout: '', stderr: 'no file: run npx tsx projenrc/distil-crd.ts <upstream-crd.yaml> ...\n' });
  });
});

function at(name: string): string {
  return join(folder, name);
}

function text(name: string, content: string): string {
  writeFileSync(at(name), content);
  return at(name);
}

function file(name: string, ...objects: object[]): string {
  return text(name, objects.map(object => `---\n# a comment of the vendor\n${stringify(object)}`).join(''));
}

function crd(kind: string, versions: object[]) {
  const singular = kind.toLowerCase();
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${singular}s.fruit.test`, labels: { chart: 'orchard' }, annotations: { 'generator.test/version': '1' } },
    spec: { group: 'fruit.test', names: { kind, listKind: `${kind}List`, plural: `${singular}s`, singular }, scope: 'Namespaced', versions },
    status: { conditions: [] },
  };
}

function version(name: string, spec: object) {
  return { name, served: true, storage: false, schema: { openAPIV3Schema: { type: 'object', properties: { spec } } } };
}

const APPLE = crd('Apple', [version('v1', { type: 'string' })]);

const PEAR = {
  ...crd('Pear', [
    { ...version('v1', { type: 'string' }), storage: true, deprecated: true, deprecationWarning: 'a text' },
    {
      name: 'v2',
      served: true,
      storage: false,
      additionalPrinterColumns: [{ name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' }],
      subresources: { status: {} },
      schema: {
        openAPIV3Schema: {
          description: 'a text',
          type: 'object',
          required: ['status', 'spec'],
          properties: {
            status: { type: 'object' },
            spec: {
              'description': 'a text',
              'type': 'object',
              'required': ['ripe', 'description'],
              'x-kubernetes-validations': [{ rule: 'has(self.ripe)', message: 'a text', messageExpression: '"a text"', reason: 'FieldValueInvalid' }],
              'oneOf': [{ not: { anyOf: [{ required: ['seeds'] }] } }, { required: ['seeds'] }],
              'properties': {
                ripe: { type: 'boolean', default: true, example: false },
                description: { type: 'string', pattern: '^#', maxLength: 9, description: 'a text', enum: ['z', 'a'] },
                status: { 'x-kubernetes-int-or-string': true, 'anyOf': [{ type: 'integer' }, { type: 'string' }], 'nullable': true },
                seeds: {
                  'type': 'array',
                  'items': { type: 'object', required: ['b', 'a'], properties: { b: { type: 'string' }, a: { type: 'string' } } },
                  'x-kubernetes-list-type': 'map',
                  'x-kubernetes-list-map-keys': ['b', 'a'],
                },
                labels: { type: 'object', additionalProperties: { type: 'string', description: 'a text' } },
                values: { 'type': 'object', 'x-kubernetes-preserve-unknown-fields': true, 'default': { description: 'of the user' } },
              },
            },
          },
        },
      },
    },
  ]),
};

const DISTILLED = `\
# fruit.test: names, types, limits and rules of the kinds that this project models, without any text of the vendor.
# As of Orchard 3.1. Written by projenrc/distil-crd.ts, not by hand; README.md says how to update it.
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: apples.fruit.test
spec:
  group: fruit.test
  names:
    kind: Apple
    listKind: AppleList
    plural: apples
    singular: apple
  scope: Namespaced
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: string
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: pears.fruit.test
spec:
  group: fruit.test
  names:
    kind: Pear
    listKind: PearList
    plural: pears
    singular: pear
  scope: Namespaced
  versions:
  - name: v2
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        required:
        - spec
        properties:
          spec:
            type: object
            required:
            - description
            - ripe
            x-kubernetes-validations:
            - rule: has(self.ripe)
              reason: FieldValueInvalid
            oneOf:
            - not:
                anyOf:
                - required:
                  - seeds
            - required:
              - seeds
            properties:
              description:
                type: string
                enum:
                - z
                - a
                pattern: ^#
                maxLength: 9
              labels:
                type: object
                additionalProperties:
                  type: string
              ripe:
                type: boolean
                default: true
              seeds:
                type: array
                x-kubernetes-list-type: map
                x-kubernetes-list-map-keys:
                - b
                - a
                items:
                  type: object
                  required:
                  - a
                  - b
                  properties:
                    a:
                      type: string
                    b:
                      type: string
              status:
                nullable: true
                x-kubernetes-int-or-string: true
                anyOf:
                - type: integer
                - type: string
              values:
                type: object
                x-kubernetes-preserve-unknown-fields: true
                default:
                  description: of the user
  - name: v1
    served: true
    storage: false
    deprecated: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: string
`;
