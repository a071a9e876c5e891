import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { compareFacts, crdFacts, readCrdFile, Schema, schemaFacts } from './crd-facts';

const OURS = join(__dirname, '..', '..', 'crds');
// The vendors' own files, next to the project if they are available.
const UPSTREAM = join(__dirname, '..', '..', '..', 'shared', 'upstream', 'crds');

const upstreamTest = existsSync(UPSTREAM) ? test : test.skip;

describe('crds/ against the vendors\' files', () => {
  const distilled = crdsOf(OURS).flatMap(crd => crd.spec.versions.map(({ name: version }) => ({ crd, version, name: crd.metadata.name })));
  const upstream = new Map(existsSync(UPSTREAM) ? crdsOf(UPSTREAM).map(crd => [crd.metadata.name, crd]) : []);

  upstreamTest.each(distilled)('$name $version has every property, type, limit, default and rule of upstream, and no other', ({ crd, version, name }) => {
    const theirs = upstream.get(name);
    const facts = theirs ? crdFacts(theirs, version) : [];

    expect(facts).toContain('.spec is a property');
    expect(compareFacts(facts, crdFacts(crd, version))).toEqual({ missing: [], extra: [] });
  });
});

describe('the comparison', () => {
  const schema: Schema = {
    type: 'object',
    required: ['spec'],
    properties: {
      spec: {
        'type': 'object',
        'description': 'a text',
        'x-kubernetes-validations': [{ rule: 'has(self.ports)', message: 'a text' }],
        'oneOf': [{ not: { required: ['mode'] } }],
        'properties': {
          description: { type: 'string', maxLength: 5, pattern: '^a' },
          labels: { type: 'object', additionalProperties: { type: 'string' } },
          mode: { type: 'string', enum: ['A', 'B'], default: 'A', nullable: true },
          ports: { 'type': 'array', 'x-kubernetes-list-type': 'set', 'items': { type: 'integer', format: 'int32', maximum: 65535 } },
        },
      },
    },
  };

  test('lists each fact once, with its path, and no text', () => {
    expect(schemaFacts(schema, '')).toEqual([
      ' type "object"',
      ' requires spec',
      '.spec is a property',
      '.spec type "object"',
      '.spec rule(0) {"rule":"has(self.ports)"}',
      '.spec oneOf(0): is an option',
      '.spec oneOf(0): not: requires mode',
      '.spec.description is a property',
      '.spec.description type "string"',
      '.spec.description maxLength 5',
      '.spec.description pattern "^a"',
      '.spec.labels is a property',
      '.spec.labels type "object"',
      '.spec.labels is a map',
      '.spec.labels{} type "string"',
      '.spec.mode is a property',
      '.spec.mode type "string"',
      '.spec.mode enum ["A","B"]',
      '.spec.mode default "A"',
      '.spec.mode nullable true',
      '.spec.ports is a property',
      '.spec.ports type "array"',
      '.spec.ports x-kubernetes-list-type "set"',
      '.spec.ports has items',
      '.spec.ports[] type "integer"',
      '.spec.ports[] format "int32"',
      '.spec.ports[] maximum 65535',
    ]);
  });

  test('reports missing and additional facts', () => {
    const upstream = schemaFacts({ type: 'object', properties: { a: { type: 'string', maxLength: 9 }, b: { type: 'string' } } }, '');
    const ours = schemaFacts({ type: 'object', properties: { a: { type: 'string', maxLength: 8 }, c: { type: 'string' } } }, '');

    expect(compareFacts(upstream, ours)).toEqual({
      missing: ['.a maxLength 9', '.b is a property', '.b type "string"'],
      extra: ['.a maxLength 8', '.c is a property', '.c type "string"'],
    });
  });
});

function crdsOf(folder: string) {
  return readdirSync(folder).filter(name => name.endsWith('.yaml')).sort().flatMap(name => readCrdFile(join(folder, name)));
}
