import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import * as fc from 'fast-check';
import { migrate } from '../../../src/analysis/migration/migrate';
import { DynaKubeMigration } from '../../../src/dynatrace/migration/dynakube-migration';
import { schemaFaults } from '../crd-check';

const CWD = process.cwd();
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'migration-'));
  process.chdir(folder);
});

afterAll(() => {
  process.chdir(CWD);
  rmSync(folder, { recursive: true });
});

function migrationOf(yaml: string): DynaKubeMigration {
  writeFileSync('old.yaml', yaml);
  return DynaKubeMigration.fromFile('old.yaml');
}

function manifestsOf(migration: DynaKubeMigration): any[] {
  const app = new App({ outdir: folder });
  const chart = new Chart(app, 'monitoring', { namespace: 'dynatrace' });
  migration.addTo(chart);
  return chart.toJson();
}

test('a DynaKube of v1beta1 is written as one of v1beta6', () => {
  const migration = migrationOf(`
apiVersion: dynatrace.com/v1beta1
kind: DynaKube
metadata:
  name: shop
  namespace: monitoring
  labels: {team: shop}
  annotations: {feature.dynatrace.com/automatic-injection: "false"}
spec:
  apiUrl: https://abc12345.live.dynatrace.com/api
  tokens: shop-tokens
  proxy: {valueFrom: proxy}
  trustedCAs: certificates
  namespaceSelector: {matchLabels: {limits: "yes"}}
  oneAgent:
    cloudNativeFullStack:
      autoUpdate: true
      oneAgentResources: {limits: {cpu: 300m, memory: 1Gi}, requests: {cpu: 1}}
      env: [{name: A, valueFrom: {resourceFieldRef: {resource: limits.cpu, divisor: 1m}}}]
  routing: {enabled: true, resources: {limits: {memory: 1Gi}}}
`);
  expect(migration.notCarried).toEqual([{
    kind: 'DynaKube',
    name: 'shop',
    field: 'spec.oneAgent.cloudNativeFullStack.autoUpdate',
    value: 'true',
    reason: 'updates of OneAgent are no longer a setting of the DynaKube; configure them in the Dynatrace environment, or set \'image\'',
  }]);
  const [manifest] = manifestsOf(migration);
  expect(schemaFaults(manifest)).toEqual([]);
  const namespaceSelector = { matchLabels: { limits: 'yes' } };
  expect(manifest).toEqual({
    apiVersion: 'dynatrace.com/v1beta6',
    kind: 'DynaKube',
    metadata: {
      name: 'shop', namespace: 'monitoring', labels: { team: 'shop' }, annotations: { 'feature.dynatrace.com/automatic-injection': 'false' },
    },
    spec: {
      apiUrl: 'https://abc12345.live.dynatrace.com/api',
      tokens: 'shop-tokens',
      proxy: { valueFrom: 'proxy' },
      trustedCAs: 'certificates',
      metadataEnrichment: { enabled: true, namespaceSelector },
      oneAgent: {
        cloudNativeFullStack: {
          namespaceSelector,
          oneAgentResources: { limits: { cpu: '300m', memory: '1Gi' }, requests: { cpu: 1 } },
          env: [{ name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '1m' } } }],
        },
      },
      activeGate: { capabilities: ['routing'], resources: { limits: { memory: '1Gi' } } },
    },
  });
});

test('OneAgent and OneAgentAPM become two DynaKubes, and the list describes what one mode would change', () => {
  const migration = migrationOf(`
apiVersion: v1
kind: List
items:
  - {apiVersion: dynatrace.com/v1alpha1, kind: OneAgent, metadata: {name: oneagent}, spec: {apiUrl: 'https://abc12345.live.dynatrace.com/api'}}
  - {apiVersion: dynatrace.com/v1alpha1, kind: OneAgentAPM, metadata: {name: apm}, spec: {apiUrl: 'https://abc12345.live.dynatrace.com/api'}}
`);
  expect(manifestsOf(migration).map(({ metadata, spec }) => [metadata.name, spec.oneAgent])).toEqual([
    ['oneagent', { classicFullStack: {} }],
    ['apm', { applicationMonitoring: { namespaceSelector: { matchLabels: { 'oneagent.dynatrace.com/instance': 'apm' } } } }],
  ]);
  expect(migration.notCarried.map(({ kind, field }) => [kind, field])).toEqual([
    ['OneAgent', 'spec.tokens'], ['OneAgentAPM', 'spec.tokens'], ['OneAgentAPM', 'metadata.name'], ['OneAgentAPM', 'spec'],
  ]);
  expect(migration.notCarried[3].reason).toContain('one DynaKube with the mode cloudNativeFullStack can replace both, but is different');
});

test('the construct writes the output of the migration, for every input', () => {
  const quantity = fc.constantFrom('1', 1);
  const resources = fc.record({ limits: fc.dictionary(fc.constantFrom('cpu', 'divisor'), quantity, { minKeys: 1 }) });
  const labels = fc.dictionary(fc.constantFrom('limits', 'maxSurge'), fc.constant('a'), { minKeys: 1 });
  const spec = fc.record({
    activeGate: fc.record({ resources, labels, volumeClaimTemplate: fc.record({ resources }) }),
    oneAgent: fc.record({ hostMonitoring: fc.record({ nodeSelector: labels, annotations: labels, oneAgentResources: resources }) }),
    templates: fc.record({
      kspmNodeConfigurationCollector: fc.record({
        updateStrategy: fc.record({ rollingUpdate: fc.record({ maxSurge: quantity, maxUnavailable: quantity }) }),
      }),
    }),
  });
  fc.assert(fc.property(spec, given => {
    const old = {
      apiVersion: 'dynatrace.com/v1beta5',
      kind: 'DynaKube',
      metadata: { name: 'a', namespace: 'b' },
      spec: { apiUrl: 'https://a.example.com/api', ...given },
    };
    writeFileSync('old.yaml', JSON.stringify(old));
    expect(manifestsOf(DynaKubeMigration.fromFile('old.yaml'))).toEqual([migrate(old).manifest]);
  }), { numRuns: 5, seed: 7 });
});

const DYNAKUBE = '{apiVersion: dynatrace.com/v1beta5, kind: DynaKube, metadata: {name: a}, spec: {apiUrl: b}}';

test.each([
  [DYNAKUBE + '\n---\n- 1\n', 'file "old.yaml", document 2 must be an object with \'apiVersion\' and \'kind\'; correct or remove it'],
  ['{apiVersion: v1, kind: Secret, data: {apiToken: eA==}}',
    'file "old.yaml", document 1 must be a DynaKube, OneAgent or OneAgentAPM of dynatrace.com, got "v1 Secret"; move it to another file'],
  [DYNAKUBE.replace('v1beta5', 'v1alpha1'),
    'file "old.yaml", document 1 must have the version v1beta1, v1beta2, v1beta3, v1beta4, v1beta5, v1beta6, got "v1alpha1"; convert it to the first of them'],
  [DYNAKUBE.replace('name: a', ''), 'file "old.yaml", document 1 must have \'metadata.name\'; add it'],
  [DYNAKUBE.replace('apiUrl: b', ''), 'file "old.yaml", document 1 must have \'spec.apiUrl\'; add it'],
  ['', 'file "old.yaml" must have a DynaKube, OneAgent or OneAgentAPM, got none'],
  [`---\n---\n${DYNAKUBE.replace('v1beta5', 'v1alpha1')}`,
    'file "old.yaml", document 2 must have the version v1beta1, v1beta2, v1beta3, v1beta4, v1beta5, v1beta6, got "v1alpha1"; convert it to the first of them'],
  [`${DYNAKUBE}\n---\na: [\n`, 'file "old.yaml", line 4, must be YAML, got the error "BAD_INDENT"; correct it'],
  ['a: 1\na: 2\n', 'file "old.yaml", line 2, must be YAML, got the error "DUPLICATE_KEY"; correct it'],
  [`a: &a [${'x, '.repeat(50)}]\nb: &b [${'*a, '.repeat(50)}]\nc: [${'*b, '.repeat(50)}]\n`,
    'file "old.yaml", document 1, must not have that many aliases; write out their values'],
  [`${DYNAKUBE}\n---\n${DYNAKUBE}`,
    'file "old.yaml" must not have two custom resources that become the same DynaKube, got DynaKube and DynaKube "a"; rename one of them'],
])('bad input is refused: %s', (yaml, message) => {
  expect(() => migrationOf(yaml)).toThrow(new Error(message));
});

test.each([
  ['missing.yaml', 'file "missing.yaml" must exist (a relative path begins at the working directory); save the YAML there'],
  ['.', 'file "." must be a regular file'],
  ['https://example.com/a.yaml', '\'path\' must be the path of a file; save the YAML there'],
])('a path that leads to no file is refused: %s', (path, message) => {
  expect(() => DynaKubeMigration.fromFile(path)).toThrow(new Error(message));
});

test('a file is read as kubectl reads it: yes is true, and no is false', () => {
  const migration = migrationOf(`
apiVersion: dynatrace.com/v1beta1
kind: DynaKube
metadata: {name: dynakube, namespace: dynatrace}
spec:
  apiUrl: https://abc12345.live.dynatrace.com/api
  enableIstio: yes
  skipCertCheck: on
  oneAgent: {hostMonitoring: {}}
`);

  expect(manifestsOf(migration).map(({ spec }) => [spec.enableIstio, spec.skipCertCheck])).toEqual([[true, true]]);
});

test('a merge key without a map is refused', () => {
  expect(() => migrationOf('apiVersion: dynatrace.com/v1beta5\nkind: DynaKube\nmetadata: {<<: a}\n'))
    .toThrow(new Error('file "old.yaml", document 1, must have maps behind merge keys "<<"; write out their members'));
});
