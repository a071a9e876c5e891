import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { settingsOfWorkloads } from '../../../src/analysis/egress/named-destinations';

function deployment(spec: object): KubernetesObject {
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'shop' }, spec: { template: { spec } } };
}

function settingsOf(spec: object, ...others: KubernetesObject[]) {
  const [{ destinations, names }] = settingsOfWorkloads([...others, deployment(spec)]);
  return { destinations, names: [...names] };
}

const container = (more: object) => ({ containers: [{ name: 'app', ...more }] });
const configMap = (name: string, data: object): KubernetesObject => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'shop' }, data });

test('variables come from ConfigMaps too, but not from those of other namespaces, and not from Secrets', () => {
  const env = [
    { name: 'A', valueFrom: { configMapKeyRef: { name: 'app', key: 'a' } } }, { name: 'B', valueFrom: { configMapKeyRef: { name: 'app', key: 'missing' } } },
    { name: 'C', valueFrom: { secretKeyRef: { name: 'app', key: 'a' } } },
  ];
  const elsewhere = { ...configMap('app', { a: 'https://wrong.example' }), metadata: { name: 'app', namespace: 'bank' } };
  expect(settingsOf(container({ env, envFrom: [{ prefix: 'X_', configMapRef: { name: 'app' } }] }), elsewhere, configMap('app', { a: 'https://a.example' })).destinations)
    .toEqual(['A', 'X_a'].map(name => ({ protocols: ['https'], host: 'a.example', port: 443, usesProxy: true, source: `env ${name} of container "app"` })));
});

test('arguments and commands of all containers count, with and without the name of an option', () => {
  const spec = { initContainers: [{ name: 'init', command: ['wait', 'http://a.example'] }], containers: [{ name: 'app', args: ['--url=http://b.example', 7] }] };
  expect(settingsOf(spec).destinations.map(({ host, source }) => [host, source])).toEqual([['a.example', 'an argument of container "init"'], ['b.example', 'an argument of container "app"']]);
});

test('a container with a forward proxy connects to the proxy, whatever the case of the variable, and to what clients use no proxy for', () => {
  const namedWith = (name: string, value = 'http://proxy.example:3128') => settingsOf(container({
    env: [
      { name, value }, { name: 'API', value: 'https://api.example' }, { name: 'COLLECTOR', value: 'collector.example:4317' }, { name: 'DB', value: 'postgres://db.example/x' },
    ],
  })).destinations.map(({ protocols, host, port }) => `${protocols.join('/')} ${host}:${port}`);
  for (const name of ['HTTPS_PROXY', 'http_proxy', 'ALL_PROXY']) { expect(namedWith(name)).toEqual(['tcp proxy.example:3128', 'tcp db.example:5432']); }
  expect(namedWith('HTTPS_PROXY', 'https://proxy.example')).toEqual(['https proxy.example:443', 'tcp db.example:5432']);
  expect(namedWith('HTTPS_PROXY', 'proxy.example:3128')).toEqual(['tcp/https proxy.example:3128', 'tcp db.example:5432']);
  expect(namedWith('HTTPS_PROXY', 'see the wiki')).toEqual(['tcp db.example:5432']);
  expect(namedWith('HTTPS_PROXY', '')).toEqual(['https api.example:443', 'tcp/https/http collector.example:4317', 'tcp db.example:5432']);
  expect(namedWith('NO_PROXY', 'http://proxy.example:3128')).toHaveLength(4);
});

test('names are found in variables and in mounted files, with the dots around them removed', () => {
  const volumes = [{ configMap: { name: 'file' } }, { projected: { sources: [{ configMap: { name: 'projected' } }] } }, { emptyDir: {} }];
  const maps = [configMap('file', { text: 'upstream: "Ledger.bank.:8080"' }), configMap('projected', { text: '..audit.bank.' }), configMap('unused', { text: 'unused.bank' })];
  expect(settingsOf({ ...container({ env: [{ name: 'A', value: 'a.b,c d.e-f' }] }), volumes }, ...maps).names).toEqual(['a.b', 'd.e-f', 'ledger.bank', 'audit.bank']);
});

test('anything can be in the place of a pod template', () => {
  expect(settingsOf(container({ env: 'x', args: {}, envFrom: [7] })).destinations).toEqual([]);
  expect(settingsOf({ containers: [null], volumes: 'x' }).names).toEqual([]);
  expect(settingsOfWorkloads([{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' } }])).toEqual([]);
});
