import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { EgressDestination, ExportScope, Mesh, ProxyConfig, ProxyConfigProps, ProxyImageType, ServiceEntry, ServicePort } from '../../../src';

function chart(): Chart {
  return new Chart(new App(), 'shop', { namespace: 'shop' });
}

function rendered(props: ProxyConfigProps): unknown {
  const shop = chart();
  new ProxyConfig(shop, 'ProxyConfig', props);
  return Testing.synth(shop)[0];
}

test('the settings of a namespace are in one object, which is called default', () => {
  expect(rendered({ dnsCapture: true })).toEqual({
    apiVersion: 'networking.istio.io/v1beta1',
    kind: 'ProxyConfig',
    metadata: { name: 'default', namespace: 'shop' },
    spec: { environmentVariables: { ISTIO_META_DNS_CAPTURE: 'true' } },
  });
});

test('all settings, for some pods', () => {
  expect(rendered({
    metadata: { name: 'web' }, selector: { app: 'web' }, dnsCapture: false, concurrency: 0, environmentVariables: { B: 'b', A: 'a' }, imageType: ProxyImageType.DISTROLESS,
  })).toEqual({
    apiVersion: 'networking.istio.io/v1beta1',
    kind: 'ProxyConfig',
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      selector: { matchLabels: { app: 'web' } },
      concurrency: 0,
      environmentVariables: { A: 'a', B: 'b', ISTIO_META_DNS_CAPTURE: 'false' },
      image: { imageType: 'distroless' },
    },
  });
});

test('a variable that says the same is no contradiction', () => {
  expect(rendered({ dnsCapture: true, environmentVariables: { ISTIO_META_DNS_CAPTURE: 'true' } })).toMatchObject({ spec: { environmentVariables: { ISTIO_META_DNS_CAPTURE: 'true' } } });
});

test.each<[string, ProxyConfigProps, string]>([
  ['nothing', {}, 'a ProxyConfig must set something, got "{}"; set \'dnsCapture\', \'concurrency\', \'environmentVariables\' or \'imageType\''],
  ['nothing for some pods', { selector: { app: 'web' }, environmentVariables: {} }, 'a ProxyConfig must set something, got "{}"; set \'dnsCapture\', \'concurrency\', \'environmentVariables\' or \'imageType\''],
  ['no labels', { selector: {}, dnsCapture: true }, '\'selector\' must not be empty, got "{}"; leave it out to select all pods'],
  ['a label that is not valid', { selector: { app: '*' }, dnsCapture: true }, '\'selector\' accepts values of letters, digits, \'-\', \'_\' and \'.\', at most 63 characters, got "*"'],
  ['a negative number', { concurrency: -1 }, '\'concurrency\' must be a whole number from 0, got "-1"; 0 is for one thread for each core'],
  ['a name that no variable has', { environmentVariables: { '1A': '' } }, '\'name\' must be an environment variable of letters, digits and \'_\', such as "EXIT_ON_ZERO_ACTIVE_CONNECTIONS", got "1A"'],
  ['a contradiction', { dnsCapture: true, environmentVariables: { ISTIO_META_DNS_CAPTURE: 'false' } }, '\'dnsCapture\' must not contradict \'environmentVariables\', got "true" and "false"; leave the variable out'],
])('refuses %s', (_, props, message) => {
  expect(() => rendered(props)).toThrow(new Error(message));
});

test('with DNS capture of the namespace, several databases are reached by their names', () => {
  const app = new App();
  const mesh = new Mesh(app, 'Mesh');
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'app', image: 'registry.example/app:1.0' }] } };
  const web = new ApiObject(shop, 'web', { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, ...{ spec: { selector: { matchLabels: { app: 'web' } }, template } } });
  for (const name of ['a', 'b']) {
    new ServiceEntry(shop, name, { hosts: [`${name}.db.example`], ports: [ServicePort.tcp(5432)], exportTo: [ExportScope.sameNamespace()], metadata: { name } });
  }
  mesh.requireEgress(web, EgressDestination.tcp('a.db.example', 5432), EgressDestination.tcp('b.db.example', 5432));
  expect(mesh.findings().map(({ rule }) => rule)).toContain('mesh/dead-tcp-entry');
  new ProxyConfig(shop, 'ProxyConfig', { dnsCapture: true });
  expect(mesh.findings()).toEqual([]);
});
