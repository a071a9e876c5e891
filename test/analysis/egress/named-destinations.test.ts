import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { settingsOfWorkloads } from '../../../src/analysis/egress/named-destinations';

function deployment(spec: object): KubernetesObject {
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'shop' }, spec: { template: { spec } } };
}

function settingsOf(spec: object, ...others: KubernetesObject[]) {
  const [{ urls, names, serviceAccount }] = settingsOfWorkloads([...others, deployment(spec)]);
  return { urls, names: [...names], serviceAccount };
}

const container = (more: object) => ({ containers: [{ name: 'app', ...more }] });
const configMap = (name: string, data: object): KubernetesObject => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'shop' }, data });

test.each([
  ['https://api.example.com', { protocol: 'https', host: 'api.example.com', port: 443 }],
  ['http://API.example.com.:8080/path?query', { protocol: 'http', host: 'api.example.com', port: 8080 }],
  ['wss://user:p%40ss@api.example.com/', { protocol: 'https', host: 'api.example.com', port: 443 }],
  ['ws://api.example.com#x', { protocol: 'http', host: 'api.example.com', port: 80 }],
  [' https://api.example.com\n', { protocol: 'https', host: 'api.example.com', port: 443 }],
])('%j is a destination', (value, expected) => {
  expect(settingsOf(container({ env: [{ name: 'API', value }] })).urls).toEqual([{ ...expected, source: 'env API of container "app"' }]);
});

test.each([
  'see https://api.example.com', 'https://a.example.com,https://b.example.com', 'ftp://api.example.com', 'constructor://api.example.com', 'https://localhost', 'https://198.51.100.7',
  'https://[2001:db8::1]', 'https://api.example.com:0', 'https://api.example.com:70000', 'https://$(HOST).example.com', 'https://*.example.com', '//api.example.com', '',
])('%j is none', value => {
  expect(settingsOf(container({ env: [{ name: 'API', value }] })).urls).toEqual([]);
});

test('variables come from ConfigMaps too, but not from those of other namespaces, and not from Secrets', () => {
  const env = [
    { name: 'A', valueFrom: { configMapKeyRef: { name: 'app', key: 'a' } } }, { name: 'B', valueFrom: { configMapKeyRef: { name: 'app', key: 'missing' } } },
    { name: 'C', valueFrom: { secretKeyRef: { name: 'app', key: 'a' } } },
  ];
  const elsewhere = { ...configMap('app', { a: 'https://wrong.example' }), metadata: { name: 'app', namespace: 'bank' } };
  expect(settingsOf(container({ env, envFrom: [{ prefix: 'X_', configMapRef: { name: 'app' } }] }), elsewhere, configMap('app', { a: 'https://a.example' })).urls)
    .toEqual(['A', 'X_a'].map(name => ({ protocol: 'https', host: 'a.example', port: 443, source: `env ${name} of container "app"` })));
});

test('arguments and commands of all containers count, with and without the name of an option', () => {
  const spec = { initContainers: [{ name: 'init', command: ['wait', 'http://a.example'] }], containers: [{ name: 'app', args: ['--url=http://b.example', 7] }] };
  expect(settingsOf(spec).urls.map(({ host, source }) => [host, source])).toEqual([['a.example', 'an argument of container "init"'], ['b.example', 'an argument of container "app"']]);
});

test('a container with a forward proxy connects to the proxy, whatever the case of the variable', () => {
  const env = (name: string) => [{ name, value: 'http://proxy.example:3128' }, { name: 'API', value: 'https://api.example' }];
  for (const name of ['HTTPS_PROXY', 'http_proxy', 'ALL_PROXY']) { expect(settingsOf(container({ env: env(name) })).urls).toEqual([]); }
  expect(settingsOf(container({ env: env('NO_PROXY') })).urls).toHaveLength(2);
});

test('names are found in variables and in mounted files, with the dots around them removed', () => {
  const volumes = [{ configMap: { name: 'file' } }, { projected: { sources: [{ configMap: { name: 'projected' } }] } }, { emptyDir: {} }];
  const maps = [configMap('file', { text: 'upstream: "Ledger.bank.:8080"' }), configMap('projected', { text: '..audit.bank.' }), configMap('unused', { text: 'unused.bank' })];
  expect(settingsOf({ ...container({ env: [{ name: 'A', value: 'a.b,c d.e-f' }] }), volumes }, ...maps).names).toEqual(['a.b', 'd.e-f', 'ledger.bank', 'audit.bank']);
});

test('the ServiceAccount is "default" unless it is set, also by its old name', () => {
  expect(settingsOf({}).serviceAccount).toBe('default');
  expect(settingsOf({ serviceAccount: 'old' }).serviceAccount).toBe('old');
  expect(settingsOf({ serviceAccount: 'old', serviceAccountName: 'web' }).serviceAccount).toBe('web');
});

test('anything can be in the place of a pod template', () => {
  expect(settingsOf(container({ env: 'x', args: {}, envFrom: [7] })).urls).toEqual([]);
  expect(settingsOf({ containers: [null], volumes: 'x' }).names).toEqual([]);
  expect(settingsOfWorkloads([{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' } }])).toEqual([]);
});
