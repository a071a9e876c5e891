import { readdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, Include, YamlOutputType } from 'cdk8s';
import { FailOn, Mesh } from '../../src';

function configMap(chart: Chart, id: string, name: string, namespace?: string): ApiObject {
  return new ApiObject(chart, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace } });
}

function found(app: App): unknown[] {
  return Mesh.of(app).findings().map(({ rule, severity, path, message }) => [rule, severity, path, message]);
}

describe('two objects with one file', () => {
  function appOf(yamlOutputType: YamlOutputType): App {
    const app = new App({ yamlOutputType });
    for (const namespace of ['east', 'west']) { configMap(new Chart(app, namespace, { namespace }), 'Settings', 'settings'); }
    return app;
  }

  test('are an error with FILE_PER_RESOURCE, because one of them is lost', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'manifest-rules-'));
    try {
      const app = appOf(YamlOutputType.FILE_PER_RESOURCE);
      expect(found(app)).toEqual([['mesh/overwritten-file', 'error', 'west/Settings',
        'cdk8s writes this object to the file "ConfigMap.settings.k8s.yaml", and "east/Settings" too, so one of them is lost; give one another name, or set yamlOutputType to '
        + 'YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE, with the objects in different charts']]);
      // What cdk8s really does.
      const unchecked = appOf(YamlOutputType.FILE_PER_RESOURCE);
      Object.defineProperty(unchecked, 'outdir', { value: outdir });
      unchecked.synth();
      expect(readdirSync(outdir)).toEqual(['ConfigMap.settings.k8s.yaml']);
    } finally {
      rmSync(outdir, { recursive: true });
    }
  });

  test('are found across meshes, which share the folder', () => {
    const app = appOf(YamlOutputType.FILE_PER_RESOURCE);
    const [east, west] = app.charts.map(chart => new Mesh(chart, 'Mesh', { failOn: FailOn.NEVER }));
    expect([east, west].map(mesh => mesh.findings().map(({ rule }) => rule)).flat()).toEqual(['mesh/overwritten-file']);
  });

  test('are fine if each chart has a folder, but not in one chart', () => {
    const app = appOf(YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE);
    expect(found(app)).toEqual([]);
    configMap(app.charts[0], 'Other', 'settings', 'north');
    expect(found(app)).toEqual([['mesh/overwritten-file', 'error', 'east/Other',
      'cdk8s writes this object to the file "ConfigMap.settings.k8s.yaml", and "east/Settings" too, so one of them is lost; give one another name, or put them into different charts']]);
  });

  test('are reported once, as what is declared twice, if they are one object of one mesh', () => {
    const app = new App({ yamlOutputType: YamlOutputType.FILE_PER_RESOURCE });
    const spec = { hosts: ['api.example.com'], ports: [{ number: 443, name: 'https', protocol: 'HTTPS' }], resolution: 'DNS' };
    for (const id of ['one', 'other']) {
      const chart = new Chart(app, id, { namespace: 'shop' });
      new ApiObject(chart, 'Entry', { apiVersion: 'networking.istio.io/v1', kind: 'ServiceEntry', metadata: { name: 'api' }, spec });
    }
    const errors = () => app.charts.flatMap(chart => Mesh.of(chart).findings()).filter(({ severity }) => severity === 'error').map(({ rule }) => rule);
    expect(new Set(errors())).toEqual(new Set(['kubernetes/duplicate-object']));

    for (const chart of app.charts) { new Mesh(chart, 'Mesh'); }
    expect(errors()).toEqual(['mesh/overwritten-file']);
  });

  test('are fine in files with several objects', () => {
    expect([YamlOutputType.FILE_PER_APP, YamlOutputType.FILE_PER_CHART].flatMap(type => found(appOf(type)))).toEqual([]);
  });
});

describe('an item of a List', () => {
  const ITEMS = [
    { apiVersion: 'v1', kind: 'Service', metadata: { name: 'api' } },
    { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'shop' } },
    { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'reader' } },
    { apiVersion: 'networking.istio.io/v1', kind: 'Sidecar', metadata: { name: 'default' }, spec: { egress: [{ hosts: ['./*'] }] } },
  ];

  function listIn(namespace: string | undefined): App {
    const app = new App();
    new ApiObject(new Chart(app, 'shop', { namespace }), 'List', { apiVersion: 'v1', kind: 'List', items: ITEMS } as never);
    return app;
  }

  test('that gets no namespace from its chart is named, unless its kind has none', () => {
    const ofRule = (app: App) => found(app).filter(finding => (finding as string[])[0] === 'mesh/list-item-without-namespace');
    expect(ofRule(listIn('shop'))).toEqual(['items[0] (Service "api")', 'items[3] (Sidecar "default")'].map(item => [
      'mesh/list-item-without-namespace', 'warning', 'shop/List',
      `${item} has no namespace: cdk8s gives the namespace "shop" of the chart to the List and not to its items, so kubectl applies the item to the namespace of its context; `
      + 'set metadata.namespace of the item, or create the item as an ApiObject of its own',
    ]));
    expect(ofRule(listIn(undefined))).toEqual([]);
  });
});

test('an app of included files only is checked as soon as it has a Mesh', () => {
  const app = new App();
  const chart = new Chart(app, 'chart');
  new Include(chart, 'Included', { url: join(__dirname, 'included.yaml') });
  new Mesh(app, 'Mesh');
  expect(() => app.synth()).toThrow('[chart/Included/raw-serviceentry-shop] \'spec.hosts\' must have at least 1 item');
});
