import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import { KustomizationFile } from '../../src';

let folder: string;

beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'kustomization-')); });
afterEach(() => { rmSync(folder, { recursive: true }); });

function appIn(outdir: string, yamlOutputType = YamlOutputType.FILE_PER_CHART): App {
  const app = new App({ outdir: join(folder, outdir), yamlOutputType });
  for (const id of ['shop', 'monitoring']) {
    new ApiObject(new Chart(app, id), 'Settings', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: id } });
  }
  return app;
}

test('the file is beside the output, and lists its manifests in the order of their names', () => {
  const app = appIn('dist');
  app.synth();
  writeFileSync(join(folder, 'dist', 'construct-metadata.json'), '{}');
  expect(KustomizationFile.write(app)).toBe(join(folder, 'kustomization.yaml'));
  expect(readFileSync(join(folder, 'kustomization.yaml'), 'utf8')).toBe(`apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - dist/monitoring.k8s.yaml
  - dist/shop.k8s.yaml
`);
});

test('it can be in the output folder, and lists what is in the folders below', () => {
  const app = appIn('dist', YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE);
  app.synth();
  KustomizationFile.write(app, app.outdir);
  KustomizationFile.write(app, app.outdir);
  expect(readFileSync(join(folder, 'dist', 'kustomization.yaml'), 'utf8')).toContain(`resources:
  - monitoring/ConfigMap.settings.k8s.yaml
  - shop/ConfigMap.settings.k8s.yaml
`);
});

test('in the output folder, it does not list itself, whatever the extension of the manifests', () => {
  const app = new App({ outdir: join(folder, 'dist'), outputFileExtension: '.yaml', yamlOutputType: YamlOutputType.FILE_PER_CHART });
  for (const id of ['shop', 'kustomization']) {
    new ApiObject(new Chart(app, `${id}-chart`), 'Settings', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: id } });
  }
  app.synth();
  KustomizationFile.write(app, app.outdir);
  const first = readFileSync(join(folder, 'dist', 'kustomization.yaml'), 'utf8');
  KustomizationFile.write(app, app.outdir);
  expect(readFileSync(join(folder, 'dist', 'kustomization.yaml'), 'utf8')).toBe(first);
  expect(first).toContain(`resources:
  - kustomization-chart.yaml
  - shop-chart.yaml
`);
});

test('the file of a former run is no manifest', () => {
  const app = new App({ outdir: join(folder, 'dist'), outputFileExtension: '.yaml' });
  mkdirSync(app.outdir);
  writeFileSync(join(app.outdir, 'kustomization.yaml'), 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n');
  expect(() => KustomizationFile.write(app, app.outdir)).toThrow('has no manifests; call app.synth() before KustomizationFile.write()');
});

test('a manifest with the name of the file is listed from a folder above, and never replaced', () => {
  const app = new App({ outdir: join(folder, 'dist'), outputFileExtension: '.yaml' });
  new ApiObject(new Chart(app, 'kustomization'), 'Settings', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } });
  app.synth();
  expect(() => KustomizationFile.write(app, app.outdir)).toThrow(new Error(
    `the output folder "${app.outdir}" has a manifest "kustomization.yaml", which the file would replace; rename its chart, or pass a folder above it`,
  ));
  KustomizationFile.write(app);
  expect(readFileSync(join(folder, 'kustomization.yaml'), 'utf8')).toContain('  - dist/kustomization.yaml\n');
});

test('an app that was not written, and a folder that is not above its output, are rejected', () => {
  const app = appIn('dist');
  expect(() => KustomizationFile.write(app)).toThrow(new Error(`the output folder "${app.outdir}" has no manifests; call app.synth() before KustomizationFile.write()`));
  app.synth();
  const other = join(folder, 'other');
  expect(() => KustomizationFile.write(app, other)).toThrow(new Error(
    `'folder' must be the output folder "${app.outdir}" of the app or a folder above it, because kustomize reads no files above its own folder, got "${other}"`,
  ));
});
