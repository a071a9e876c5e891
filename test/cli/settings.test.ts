import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { runIn } from './command-line';
import type { CheckReport } from '../../src/report/check-report';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'cli-')); });
afterEach(() => { rmSync(folder, { recursive: true }); });

const WEB = 'apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop, labels: {app: web}}\n';
const SIDECAR = 'apiVersion: networking.istio.io/v1\nkind: Sidecar\nmetadata: {name: DEFAULT, namespace: shop}\nspec: {egress: [{hosts: [./*]}]}\n';
const LOCKED = 'outboundTrafficPolicy: {mode: REGISTRY_ONLY}\n';
const ASK = ['why', 'web.yaml', '--from', 'shop/web', '--to', 'https://api.example.com'];

function write(name: string, content: string): void {
  writeFileSync(join(folder, name), content);
}

test.each([
  ['a MeshConfig', LOCKED],
  ['the ConfigMap istio', `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: istio, namespace: istio-system}\ndata:\n  mesh: |\n    ${LOCKED}`],
  ['values of Helm', `meshConfig:\n  ${LOCKED}`],
  ['an IstioOperator', `apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nspec:\n  meshConfig:\n    ${LOCKED}`],
  ['values in values', `values:\n  meshConfig:\n    ${LOCKED}`],
])('--mesh-config accepts %s', async (_, content) => {
  write('web.yaml', WEB);
  write('mesh.yaml', content);
  expect((await runIn(folder, ...ASK)).code).toBe(0);
  expect((await runIn(folder, ...ASK, '--mesh-config', 'mesh.yaml')).code).toBe(1);
  write('cdk8s-istio-oneagent.yaml', 'meshConfig: mesh.yaml\n');
  expect((await runIn(folder, ...ASK)).code).toBe(1);
});

test.each([
  ['is not YAML', 'outboundTrafficPolicy: {mode: REGISTRY_ONLY', '\'mesh\' must be a MeshConfig as YAML, got a text that is not YAML (line 2)'],
  ['is no map', 'REGISTRY_ONLY', '\'mesh\' must be an object, got "REGISTRY_ONLY"'],
])('a ConfigMap istio among the objects whose mesh %s is an error, not Istio\'s defaults', async (_, mesh, message) => {
  write('web.yaml', WEB);
  write('istio.yaml', `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: istio, namespace: istio-system}\ndata:\n  mesh: |\n    ${mesh}\n`);
  const [command, , ...rest] = ASK;
  expect(await runIn(folder, command, '.', ...rest)).toEqual({ code: 2, out: '', err: `error: the ConfigMap istio in istio.yaml is ignored by istiod: ${message}\n` });
});

test.each([
  ['the ConfigMap istio', 'ConfigMap istio-system/istio (istio.yaml:5)', `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: istio, namespace: istio-system}\ndata:\n  mesh: |\n    ${LOCKED}`],
  ['an IstioOperator', 'IstioOperator (istio.yaml:4)', `apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nspec:\n  meshConfig:\n    ${LOCKED}`],
  ['an Istio of the Sail operator', 'Istio default/default (istio.yaml:6)',
    `apiVersion: sailoperator.io/v1\nkind: Istio\nmetadata: {name: default}\nspec:\n  values:\n    meshConfig:\n      ${LOCKED}`],
])('%s among the objects is used', async (_, origin, content) => {
  write('web.yaml', WEB);
  write('istio.yaml', content);
  const { code, out } = await runIn(folder, 'why', '.', ...ASK.slice(2));
  expect(code).toBe(1);
  expect(out).toContain(`the settings of the mesh are from ${origin}\n`);
});

test('the settings file is found upwards from the first path, and options override it', async () => {
  mkdirSync(join(folder, 'deep', 'er'), { recursive: true });
  write('deep/er/sidecar.yaml', SIDECAR);
  write('cdk8s-istio-oneagent.yaml', 'failOn: never\n');
  expect((await runIn(join(folder, 'deep'), 'check', 'er')).code).toBe(0);
  expect((await runIn(join(folder, 'deep'), 'check', 'er', '--fail-on', 'error')).code).toBe(1);
});

test.each([
  ['failon: error', 'the file must not have "failon"; it can have \'meshConfig\', \'istio\', \'operator\', \'clusterDomain\', \'failOn\', \'disabledRules\', \'requirements\', \'$schema\''],
  ['operator: 1.10', '\'operator\' must be a text, got the number 1.1; put it in quotes, because 1.10 is the number 1.1'],
  ['failOn: errors', '\'failOn\' must be one of error, warning, info, never, got "errors"'],
  ['disabledRules: [{rule: a/b}]', 'the \'reason\' of \'disabledRules[0]\' must be a text, got ""'],
  ['requirements: [{from: {}, to: "https://a.example"}]', '\'from\' of \'requirements[0]\' must have \'namespace\', \'kind\', \'name\' or \'labels\', got none of them'],
  ['requirements: [{from: {name: a}, to: a.example}]', 'a destination must have a protocol, a host and a port, got "a.example"; '
    + 'write it like "https://api.example.com:443", "http://proxy.example.com:8080" or "tcp://198.51.100.7:5432"'],
])('a settings file with %s is refused', async (content, message) => {
  write('web.yaml', WEB);
  write('cdk8s-istio-oneagent.yaml', content);
  expect(await runIn(folder, 'check', 'web.yaml')).toEqual({ code: 2, out: '', err: `error: cdk8s-istio-oneagent.yaml: ${message}\n` });
});

test('an annotation turns one rule off for one object, and what is turned off for nothing is reported', async () => {
  const annotations = 'annotations: {disable-rule.cdk8s-istio-oneagent/kubernetes.object-name: legacy, '
    + 'disable-rule.cdk8s-istio-oneagent/kubernetes.object-nam: typo}';
  write('a.yaml', SIDECAR.replace('{name: DEFAULT', `{name: DEFAULT, ${annotations}`));
  write('b.yaml', SIDECAR.replace('namespace: shop', 'namespace: data'));
  write('cdk8s-istio-oneagent.yaml', 'disabledRules: [{rule: sidecar/exact-hosts-only, reason: none}]');
  const { code, out } = await runIn(folder, 'check', '.', '--format', 'json');
  const { findings, suppressed } = JSON.parse(out) as Pick<CheckReport, 'findings' | 'suppressed'>;
  expect(code).toBe(1);
  expect(suppressed.map(({ reason }) => reason)).toEqual(['legacy']);
  expect(findings.map(({ rule, place, message }) => [rule, place?.file, message])).toEqual([
    ['kubernetes/object-name', 'b.yaml', expect.any(String)],
    ['settings/unused-suppression', 'cdk8s-istio-oneagent.yaml', 'rule "sidecar/exact-hosts-only" is turned off, but it finds nothing here; remove what turns it off'],
    ['settings/unused-suppression', 'a.yaml', 'there is no rule "kubernetes/object-nam" to turn off; did you mean "kubernetes/object-name"?'],
  ]);
});

test('a requirement without workloads is a finding', async () => {
  write('web.yaml', WEB);
  write('cdk8s-istio-oneagent.yaml', 'requirements: [{from: {name: wep}, to: "https://api.example.com"}]');
  const { out } = await runIn(folder, 'check', 'web.yaml', '--format', 'github');
  expect(out).toContain('title=mesh/egress-without-workload::nothing is proved: requirement 1 selects no workload among the objects; '
    + 'correct its selector, or add the workloads to the input');
});

describe('the JSON Schema of the settings file', () => {
  const root = resolve(__dirname, '..', '..');
  const validate = new Ajv().compile(JSON.parse(readFileSync(join(root, 'docs', 'settings.schema.json'), 'utf8')) as object);

  test('accepts the settings of examples/existing-yaml', () => {
    validate(parse(readFileSync(join(root, 'examples', 'existing-yaml', 'cdk8s-istio-oneagent.yaml'), 'utf8')));
    expect(validate.errors).toBeNull();
  });

  test.each(['failon: error', 'operator: 1.10', 'disabledRules: [{rule: a/b}]', 'requirements: [{from: {}, to: "https://a.example"}]'])('refuses %s', content => {
    expect(validate(parse(content))).toBe(false);
  });
});

test.each([[['.'], '"."'], [['empty.yaml'], '"empty.yaml"']])('nothing to check in %j is an error, because success would hide a wrong path', async (paths, shown) => {
  write('empty.yaml', '# nothing\n');
  expect(await runIn(folder, 'check', ...paths)).toEqual({
    code: 2, out: '', err: `error: there is nothing to check in ${shown}: pass files or folders with YAML or JSON of Kubernetes objects\n`,
  });
});
