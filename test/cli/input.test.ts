import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runIn } from './command-line';
import type { ReportedFinding } from '../../src/report/check-report';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'cli-')); });
afterEach(() => { rmSync(folder, { recursive: true }); });

const SIDECAR = 'apiVersion: networking.istio.io/v1\nkind: Sidecar\nmetadata:\n  name: DEFAULT\n  namespace: shop\nspec:\n  egress:\n  - hosts: [./*]\n';

const POD = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n';

function write(name: string, content: string | Buffer): void {
  writeFileSync(join(folder, name), content);
}

interface Checked {
  readonly code: number;
  readonly objects: number;
  readonly findings: readonly ReportedFinding[];
}

async function check(...paths: string[]): Promise<Checked> {
  const { code, out } = await runIn(folder, 'check', ...paths, '--format', 'json');
  const { findings, summary: { objects } } = JSON.parse(out) as { findings: ReportedFinding[]; summary: { objects: number } };
  return { code, objects, findings };
}

/** Rule, place and message of each finding. */
function shown({ findings }: Checked): string[] {
  return findings.map(({ rule, place, message }) => `${rule} ${place?.file ?? ''}${place?.line === undefined ? '' : `:${place.line}:${place.column}`} ${message}`);
}

test('files and folders are read recursively, each once, and other files are not', async () => {
  mkdirSync(join(folder, 'a', 'node_modules'), { recursive: true });
  write('a/pod.yaml', POD);
  write('a/list.json', JSON.stringify({ apiVersion: 'v1', kind: 'PodList', items: [{ metadata: { name: 'a' } }, { metadata: { name: 'b' } }] }));
  write('a/node_modules/x.yaml', POD);
  write('a/notes.txt', 'not: yaml: at: all');
  write('a/kustomization.yaml', 'resources: []');
  symlinkSync('..', join(folder, 'a', 'loop'));
  expect(await check('a', 'a/pod.yaml', '.')).toEqual({ code: 0, objects: 3, findings: [] });
});

test('a broken document is a finding with its place, and the others are judged', async () => {
  write('x.yaml', `${POD}---\na: [1, 2\n---\napiVersion: v1\nkind: Pod\nkind: Pod\n---\n# empty\n---\njust a text\n---\n${SIDECAR}`);
  const checked = await check('x.yaml');
  expect({ code: checked.code, objects: checked.objects }).toEqual({ code: 1, objects: 2 });
  expect(shown(checked)).toEqual([
    'input/broken-yaml x.yaml:7:1 it is not YAML (Flow sequence in block collection must be sufficiently indented and end with a ]); correct it',
    'input/broken-yaml x.yaml:10:1 a map has the same key twice; remove one of them',
    'input/not-an-object x.yaml:14:1 the document is not a Kubernetes object, but a single value; remove it',
    'kubernetes/object-name x.yaml:19:9 \'metadata.name\' must consist of lower-case letters, digits, dashes and dots, 253 characters at most, got "DEFAULT"',
  ]);
});

test.each<[string, string | Buffer, string]>([
  ['aliases that repeat without end', `a: &a [x, x, x, x, x, x, x, x, x, x]\n${[...'bcdefgh'].map((name, index) => {
    return `${name}: &${name} [${Array(10).fill(`*${'abcdefgh'[index]}`).join(', ')}]`;
  }).join('\n')}\n`, 'input/broken-yaml x.yaml:1:1 aliases repeat so much of the document that it would fill the memory; write out their values'],
  ['brackets without end', '['.repeat(200_000), 'input/broken-yaml x.yaml:1:501 the document is nested more than 500 levels deep; it is no manifest, leave it out'],
  ['lists in lists without end', '- '.repeat(200_000), 'input/broken-yaml x.yaml:1:1002 the document is nested more than 500 levels deep; it is no manifest, leave it out'],
  ['binary data', Buffer.from([1, 2, 0, 255]), 'input/unreadable x.yaml it is binary, not text; leave it out'],
  ['UTF-16', Buffer.from('\ufeffkind: Pod', 'utf16le'), 'input/unreadable x.yaml it is UTF-16, which Kubernetes tools don\'t read; save it as UTF-8'],
  ['Latin-1', Buffer.from('name: M\u00fcller', 'latin1'), 'input/unreadable x.yaml it is not UTF-8; save it as UTF-8'],
  ['a document that is too large to be parsed', `${POD}data: [${'x, '.repeat(1024 * 1024)}]`,
    'input/broken-yaml x.yaml:1:1 the document has more than 2 MiB of YAML in flow style, with anchors, or with texts over several lines; split it, or write it as JSON (kubectl get -o json)'],
  ['a template of Helm', 'apiVersion: v1\nkind: Pod\n{{ if x }}\n',
    'input/broken-yaml x.yaml:3:1 it is not YAML: "{{" looks like a template of Helm; render it first, and pipe it: helm template … | cdk8s-istio-oneagent check -'],
])('%s is an error with its place', async (_, content, message) => {
  write('x.yaml', content);
  write('y.yaml', POD);
  const checked = await check('.');
  expect(shown(checked)).toEqual([message]);
  expect({ code: checked.code, objects: checked.objects }).toEqual({ code: message.startsWith('input/unreadable') ? 2 : 1, objects: 1 });
});

test('links that lead nowhere or in a circle are errors', async () => {
  symlinkSync('nowhere', join(folder, 'gone.yaml'));
  symlinkSync('b.yaml', join(folder, 'a.yaml'));
  symlinkSync('a.yaml', join(folder, 'b.yaml'));
  const checked = await check('.');
  expect(checked.code).toBe(2);
  expect(shown(checked)).toEqual(expect.arrayContaining([
    'input/unreadable gone.yaml the link leads nowhere; remove it or create its target',
    'input/unreadable a.yaml it can\'t be read (its links form a loop); correct its access rights or links, or leave it out',
  ]));
});

test('a text with a byte order mark, carriage returns and a directive is read as other tools do', async () => {
  write('x.yaml', `\ufeff%YAML 1.2\n---\n${POD}...\n---\n${POD.replace('web', 'api')}`.replace(/\n/g, '\r\n'));
  expect(await check('x.yaml')).toEqual({ code: 0, objects: 2, findings: [] });
});

test('the place is that of the field, also in lists, in flow style and behind several documents', async () => {
  const entry = (name: string, indent: string) => ['apiVersion: networking.istio.io/v1', 'kind: ServiceEntry', `metadata: {name: ${name}, namespace: shop}`,
    'spec: {hosts: [api.example.com], location: MESH_EXTERNAL, resolution: DNS, ports: [{number: 443, name: tls, protocol: NOPE}]}']
    .map(line => `${indent}${line}`).join('\n');
  write('x.yaml', `${POD}---\napiVersion: v1\nkind: List\nitems:\n- kind: Pod\n  apiVersion: v1\n  metadata: {name: x}\n-\n${entry('api', '  ')}\n`);
  const { place, field, object } = (await check('x.yaml')).findings.find(({ rule }) => rule === 'service-entry/protocol')!;
  expect(field).toBe('spec.ports[0].protocol');
  expect(object).toEqual({ kind: 'ServiceEntry', namespace: 'shop', name: 'api' });
  const text = '  spec: {hosts: [api.example.com], location: MESH_EXTERNAL, resolution: DNS, ports: [{number: 443, name: tls, protocol: NOPE}]}';
  expect(place).toEqual({ file: 'x.yaml', line: 16, column: text.indexOf('NOPE') + 1, endColumn: text.indexOf('NOPE') + 5, text });
});

test('each item of a list is a document of its own: a broken one does not hide the others, and the places are those of the file', async () => {
  write('x.yaml', `# from a cluster
apiVersion: v1
items:   # all of them
- apiVersion: networking.istio.io/v1
  kind: Sidecar
  metadata:
    name: DEFAULT
    namespace: shop
  spec:
    egress: [{hosts: [./*]}]
# a comment
- a: [1
- apiVersion: v1
  kind: List
  items:
  - apiVersion: networking.istio.io/v1
    kind: Sidecar
    metadata: {name: UPPER, namespace: data}
    spec: {egress: [{hosts: [./*]}]}

- just a text
-
kind: List
metadata:
  resourceVersion: ""
`);
  write('y.yaml', 'kind: ServiceEntryList\napiVersion: networking.istio.io/v1\nitems:\n  - metadata: {name: a, namespace: b}\n    spec: {}\n');
  const checked = await check('x.yaml', 'y.yaml');
  expect(checked.objects).toBe(3);
  expect(shown(checked)).toEqual([
    'kubernetes/object-name x.yaml:7:11 \'metadata.name\' must consist of lower-case letters, digits, dashes and dots, 253 characters at most, got "DEFAULT"',
    'input/broken-yaml x.yaml:13:1 it is not YAML (Flow sequence in block collection must be sufficiently indented and end with a ]); correct it',
    'kubernetes/object-name x.yaml:18:22 \'metadata.name\' must consist of lower-case letters, digits, dashes and dots, 253 characters at most, got "UPPER"',
    'input/not-an-object x.yaml:21:3 the document is not a Kubernetes object, but a single value; remove it',
    'input/not-an-object x.yaml:22:2 the document is not a Kubernetes object, but a single value; remove it',
    'kubernetes/required y.yaml:5:5 \'spec.hosts\' is required',
    expect.stringMatching(/^service-entry\/no-ports y\.yaml:5:5 /),
  ]);
});

test('a list whose items share anchors stays whole', async () => {
  const spec = 'spec: {egress: [{hosts: [./*]}]}';
  write('x.yaml', `kind: List\napiVersion: v1\nitems:\n- apiVersion: networking.istio.io/v1\n  kind: Sidecar\n  metadata: &m {name: UPPER, namespace: shop}\n  ${spec}\n`
    + `- apiVersion: networking.istio.io/v1beta1\n  kind: Sidecar\n  metadata: *m\n  ${spec}\n`);
  const checked = await check('x.yaml');
  expect(checked.objects).toBe(2);
  expect(checked.findings.filter(({ rule }) => rule === 'kubernetes/object-name').map(({ place }) => place?.line)).toEqual([6, 10]);
});

test('the path of the construct is shown where cdk8s recorded it', async () => {
  write('x.yaml', SIDECAR);
  write('construct-metadata.json', JSON.stringify({ version: '1.0.0', resources: { DEFAULT: { path: 'app/shop/Web' } } }));
  const { findings: [{ construct }] } = await check('.');
  expect(construct).toBe('app/shop/Web');
});

test.each([['pretty', 2], ['on one line', undefined]])('findings in a large list of JSON, %s, have the places of those in a small one', async (_, indent) => {
  const sidecar = { apiVersion: 'networking.istio.io/v1', kind: 'Sidecar', metadata: { name: 'DEFAULT', namespace: 'shop' }, spec: { egress: [{ hosts: ['./*'] }] } };
  const list = (filler: string) => JSON.stringify({
    apiVersion: 'v1', kind: 'List', items: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'data' }, data: { filler } }, sidecar, { ...sidecar, metadata: { name: 'other', namespace: 'Shop' } }],
  }, undefined, indent);
  write('small.json', list(''));
  write('large.json', list('x'.repeat(3 * 1024 * 1024)));
  const placesIn = async (file: string) => (await check(file)).findings.map(({ rule, place }) => [rule, place?.line, place?.column]);
  const shift = indent === undefined ? 3 * 1024 * 1024 : 0;
  const expected = (await placesIn('small.json')).map(([rule, line, column]) => [rule, line, Number(column) + shift]);
  expect(expected.length).toBeGreaterThan(1);
  expect(await placesIn('large.json')).toEqual(expected);
});
