import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crdsIn } from '../../../../conformance/lab/cluster/crds';
import { readObjects } from '../../../../conformance/lab/cluster/objects';

let folder = '';
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'lab-')); });
afterEach(() => { rmSync(folder, { recursive: true }); });

test('all objects of a folder are read, in the order of its files', () => {
  mkdirSync(join(folder, 'b'));
  writeFileSync(join(folder, 'b', 'two.yml'), 'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Secret}\n- {apiVersion: v1, kind: Service}\n');
  writeFileSync(join(folder, 'a.yaml'), '---\n---\napiVersion: v1\nkind: ConfigMap\n---\nnot: an object\n');
  writeFileSync(join(folder, 'c.json'), '{"apiVersion":"v1","kind":"Pod"}');
  writeFileSync(join(folder, 'kustomization.yaml'), 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n');
  writeFileSync(join(folder, 'README.md'), 'kind: Nothing\n');
  expect(readObjects(folder).map(({ kind }) => kind)).toEqual(['ConfigMap', 'Secret', 'Service', 'Pod']);
});

test('a folder without objects is an error', () => {
  expect(() => readObjects(folder)).toThrow(new Error(`there is no Kubernetes object in ${folder}; synthesize the app first`));
});

test('an error in a file is reported without quoting the file', () => {
  writeFileSync(join(folder, 'a.yaml'), 'kind: Secret\ndata: {a: [\n');
  expect(() => readObjects(folder)).toThrow(new RegExp(`^${join(folder, 'a.yaml')} is not YAML: [A-Z_]+ in line [0-9]+$`));
});

test('if several CustomResourceDefinitions have one name, the first counts; a generated status is dropped', () => {
  const crd = (name: string, group: string, more = ''): string => `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: ${name}\n${more}spec:\n  group: ${group}\n`;
  const [a, b] = ['a.yaml', 'b.yaml'].map(file => join(folder, file));
  writeFileSync(a, `${crd('x', 'first', '  creationTimestamp: null\n')}status: {}\n---\napiVersion: v1\nkind: ConfigMap\n---\n`);
  writeFileSync(b, `${crd('x', 'second')}---\n${crd('y', 'third')}`);
  expect(crdsIn([a, b])).toEqual([
    { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: 'x' }, spec: { group: 'first' } },
    { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: 'y' }, spec: { group: 'third' } },
  ]);
});
