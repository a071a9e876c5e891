import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { parsePlainYaml } from '../../src/cli/input/plain-yaml';
import { splitDocuments } from '../../src/cli/input/split-documents';

const ROOT = resolve(__dirname, '..', '..');

/** What the parser of all of YAML reads: one value, or nothing if there is an error. */
function parsed(text: string): { readonly value: unknown; readonly count: number } | undefined {
  const documents = parseAllDocuments(text, { prettyErrors: false, logLevel: 'silent' });
  if (!Array.isArray(documents) || documents.length !== 1 || documents[0].errors.length > 0) { return undefined; }
  const value = documents[0].toJS() as unknown;
  return { value, count: countOf(value) };
}

function countOf(value: unknown): number {
  return typeof value !== 'object' || value === null ? 1 : Object.values(value).reduce((count: number, each) => count + countOf(each), 1);
}

const WRITTEN_BY_TOOLS = `---
# a comment
apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: ConfigMap
  metadata:
    annotations:
      example.com/a: 'it''s'
      "quoted: key": "with \\"escapes\\" and \\n"
    labels: {}
    name: config   # another comment

  data:
    mesh: |
      outboundTrafficPolicy:

        mode: REGISTRY_ONLY
    stripped: |-
      a
        b

    number: "1"
- kind: Deployment
  spec:
    replicas: 2
    paused: false
    selector: null
    template:
      spec:
        containers:
          - args: []
            command:
              - sh
              - -c
              - |
                exit 0
            image: registry.example.com:5000/web@sha256:0
            id: 3f2c9d1e-8a4b-4c7d-9e0f-100000000001
            address: 10.0.0.1
            version: 1.4.2
            memory: 128Mi
            resources:
              limits: {}
              requests:
                cpu: 100m
        nothing:
- - nested
  - list
metadata:
  resourceVersion: ""
`;

test('what tools write is read', () => {
  const { items: [{ data, metadata }, , nested] } = parsePlainYaml(WRITTEN_BY_TOOLS)!.value as { items: { data: object; metadata: object }[] };
  expect(metadata).toEqual({ annotations: { 'example.com/a': 'it\'s', 'quoted: key': 'with "escapes" and \n' }, labels: {}, name: 'config' });
  expect(data).toEqual({ mesh: 'outboundTrafficPolicy:\n\n  mode: REGISTRY_ONLY\n', stripped: 'a\n  b', number: '1' });
  expect(nested).toEqual(['nested', 'list']);
  expect(parsePlainYaml(WRITTEN_BY_TOOLS)).toEqual(parsed(WRITTEN_BY_TOOLS));
});

test.each([
  ['an anchor', 'a: &x b'], ['an alias', 'a: *x'], ['a tag', 'a: !!str b'], ['a list in flow style', 'a: [b]'], ['a map in flow style', 'a: {b: c}'],
  ['a folded text', 'a: >\n  b\n'], ['a text over several lines', 'a: b\n  c'], ['a quoted text over several lines', 'a: "b\n  c"'], ['a key twice', 'a: 1\na: 2'],
  ['a complex key', '? a\n: b'], ['a key that is a number', '1: a'], ['a merge key', '<<: a'], ['__proto__', '__proto__: a'], ['a tab', 'a:\tb'], ['a carriage return', 'a: b\r\n'],
  ['a number that is not whole', 'a: 1.5'], ['an octal number', 'a: 0o17'], ['an escape of YAML only', 'a: "\\x41"'], ['a text alone', 'a'], ['nothing', ''],
  ['a document without an end', 'a: "b'], ['indentation that fits nowhere', 'a:\n    b: 1\n  c: 2'], ['two documents', 'a: b\n---\nc: d'], ['lists in lists without end', '- '.repeat(200)],
])('%s is left to the parser of YAML', (_, text) => {
  expect(parsePlainYaml(text)).toBeUndefined();
});

/** All YAML in a folder. */
function yamlIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).filter(name => /\.ya?ml$/.test(name) && !name.includes('node_modules'))
    .flatMap(name => [...splitDocuments(readFileSync(join(ROOT, folder, name), 'utf8'))].map(({ text }) => text));
}

test('the manifests of the examples are read, and have the value that the parser of YAML reads', () => {
  const texts = yamlIn('examples');
  const values = texts.map(parsePlainYaml);
  expect(values.filter(value => value !== undefined).length).toBeGreaterThan(texts.length * 0.9);
  for (const [index, value] of values.entries()) {
    if (value) { expect(value).toEqual(parsed(texts[index])); }
  }
});

/** Something to write on a line, in any place. */
const CONTENT = fc.oneof(
  fc.constantFrom(
    'a:', 'b:', 'c: x', 'd: 1', '- x', '- a: 1', '-', '- - y', '- b:', 'e: |', 'f: |-', '- |', '"g": "h"', '\'i\': \'j\'\'k\'', 'l: []', 'm: {}', 'n: # c', 'o: p # c', 'true', '~: 1', 'q: ~',
    'r : s', 't: u: v', 'w: "x" y', '# c', '', '  ', 'z: \'', 'a: -', 'a: - b', 'a: --', '-b: c', '...', '---', '--- a', 'a: b#c', 'a:b', 'a: "b: c"', 'a: 0x1f', 'a: -0', 'a: 01', 'a: .5', 'a: 1_0',
    'a: %b', 'a: b%', 'a: ? b', '? a', 'a: {b', 'a: ]', 'a: @b', 'a: \u00e9', 'constructor: a', 'a: |2', 'a: |+', 'a: | # c', 'a: > b', 'a: 2024-01-01', 'a: 10.0.0.1', 'a: 1e3', 'a: +1', 'a: *b', 'a: &b',
  ),
  fc.string({ maxLength: 6 }).map(text => text.replace(/\n/g, ' ')),
);
const LINE = fc.tuple(fc.constantFrom(0, 0, 0, 1, 2, 2, 2, 3, 4, 4, 6), CONTENT, fc.constantFrom('', '', '', ' ')).map(([indentation, content, end]) => `${' '.repeat(indentation)}${content}${end}\n`);

/** Lines of a manifest, some of them replaced, removed or indented in another way. */
const CHANGED = fc.array(fc.tuple(fc.nat(), fc.constantFrom<'replace' | 'remove' | 'insert'>('replace', 'remove', 'insert'), LINE), { minLength: 1, maxLength: 3 }).map(changes => {
  const lines = WRITTEN_BY_TOOLS.split(/(?<=\n)/);
  for (const [place, how, line] of changes) { lines.splice(place % lines.length, how === 'insert' ? 0 : 1, ...how === 'remove' ? [] : [line]); }
  return lines.join('');
});

test.each([['lines in any order', fc.array(LINE, { minLength: 1, maxLength: 7 }).map(lines => lines.join(''))], ['a changed manifest', CHANGED]])('what is read of %s is what the parser of YAML reads', (_, texts) => {
  let accepted = 0;
  fc.assert(fc.property(texts, text => {
    const plain = parsePlainYaml(text);
    if (!plain) { return; }
    accepted++;
    expect(plain).toEqual(parsed(text));
  }), { numRuns: 4000, seed: 7 });
  expect(accepted).toBeGreaterThan(100);
});
