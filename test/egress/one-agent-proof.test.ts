import { ApiObject, App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { ConnectionInfo, DynaKube, DynaKubeMode, EgressHost, Mesh, OneAgentEgress, Sidecar } from '../../src';

interface Options {
  readonly mode?: DynaKubeMode;
  readonly endpoints?: string;
  readonly namespaceLabels?: Record<string, string>;
}

/** A namespace `shop` with a workload and a Sidecar that imports nothing but the mesh itself. */
function forgotten(options: Options = {}): { app: App; shop: Chart; web: kplus.Deployment; oneAgent: OneAgentEgress; sidecar: Sidecar } {
  const app = new App();
  const monitoring = new Chart(app, 'monitoring', { namespace: 'dynatrace' });
  const dynakube = new DynaKube(monitoring, 'DynaKube', {
    apiUrl: 'https://abc12345.live.dynatrace.com/api',
    mode: options.mode ?? DynaKubeMode.cloudNativeFullStack(),
  });
  const oneAgent = new OneAgentEgress(monitoring, 'OneAgentEgress', {
    dynakube,
    connectionInfo: ConnectionInfo.fromEndpoints(options.endpoints ?? 'https://abc12345.live.dynatrace.com'),
  });
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  if (options.namespaceLabels) {
    new ApiObject(shop, 'Namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', namespace: undefined, labels: options.namespaceLabels } });
  }
  const web = new kplus.Deployment(shop, 'Web', { metadata: { name: 'web' }, containers: [{ image: 'registry.example/web:1.0' }] });
  return { app, shop, web, oneAgent, sidecar: new Sidecar(shop, 'Sidecar') };
}

function proofOf(app: App): string[][] {
  return Mesh.of(app).findings().filter(({ rule }) => rule.startsWith('mesh/egress')).map(({ rule, severity, path }) => [rule, severity, path]);
}

const UNREACHABLE = ['mesh/egress-unreachable', 'error', 'monitoring/OneAgentEgress'];

test('a Sidecar that does not import the endpoints fails the synth', () => {
  const { app, shop } = forgotten();

  expect(proofOf(app)).toEqual([UNREACHABLE]);
  expect(() => Testing.synth(shop)).toThrow('Add "dynatrace/abc12345.live.dynatrace.com" to spec.egress[0].hosts of Sidecar shop/default');
});

test('a Sidecar that imports them does not', () => {
  const { app, oneAgent, sidecar } = forgotten({ endpoints: 'https://abc12345.live.dynatrace.com;https://198.51.100.7:9999;https://[2001:db8::7]:9999;https://dynakube-activegate.dynatrace.svc' });
  sidecar.allowEgressTo(oneAgent);

  expect(proofOf(app)).toEqual([]);
});

test('an ActiveGate in the cluster must be imported too', () => {
  const { app, sidecar } = forgotten({ endpoints: 'https://abc12345.live.dynatrace.com;https://dynakube-activegate.dynatrace.svc' });
  sidecar.allowEgressTo(EgressHost.of('dynatrace/abc12345.live.dynatrace.com'));
  expect(proofOf(app)).toEqual([UNREACHABLE]);

  sidecar.allowEgressTo(EgressHost.of('dynatrace/dynakube-activegate.dynatrace.svc.cluster.local'));
  expect(proofOf(app)).toEqual([]);
});

test('the bypass counts for endpoints that are IP addresses', () => {
  const { app, oneAgent, sidecar, web } = forgotten({ endpoints: 'https://198.51.100.7:9999' });
  sidecar.allowEgressTo(EgressHost.of('dynatrace/abc12345.live.dynatrace.com'));
  expect(proofOf(app)).toEqual([UNREACHABLE]);

  oneAgent.bypass(web);
  expect(proofOf(app)).toEqual([]);
});

test('the bypass of a workload and the entries of the same construct do not warn about each other', () => {
  const { app, oneAgent, sidecar, web } = forgotten({ endpoints: 'https://abc12345.live.dynatrace.com;https://198.51.100.7:9999;https://[2001:db8::7]:9999' });
  sidecar.allowEgressTo(oneAgent);
  oneAgent.bypass(web);

  expect(Mesh.of(app).findings().map(({ rule }) => rule)).not.toContain('mesh/bypassed-entry');
});

test.each([
  ['a mode without code modules', { mode: DynaKubeMode.hostMonitoring() }],
  ['a namespace that is not selected', {
    mode: DynaKubeMode.applicationMonitoring({ namespaceSelector: { matchLabels: { monitored: 'yes' } } }), namespaceLabels: { monitored: 'no' },
  }],
])('nothing is required with %s', (_, options) => {
  expect(proofOf(forgotten(options).app)).toEqual([]);
});

test('nothing is required of a pod that disables code modules', () => {
  const { app, web } = forgotten();
  web.podMetadata.addAnnotation('oneagent.dynatrace.com/inject', 'false');

  expect(proofOf(app)).toEqual([]);
});

test('it is a warning if the labels of the namespace decide and are not known', () => {
  const { app, shop } = forgotten({ mode: DynaKubeMode.applicationMonitoring({ namespaceSelector: { matchLabels: { monitored: 'yes' } } }) });

  expect(proofOf(app)).toEqual([['mesh/egress-unproved', 'warning', 'monitoring/OneAgentEgress']]);
  expect(Mesh.of(app).findings().map(({ message }) => message)).toContainEqual(expect.stringMatching(
    /^Deployment shop\/web does not reach .* to spec\.egress\[0\]\.hosts of Sidecar shop\/default\. In the app, call allowEgressTo\(\) of "shop\/Sidecar" with "monitoring\/OneAgentEgress"\. It is not certain that it must: .+ exempt\(\)$/,
  ));
  expect(() => Testing.synth(shop)).not.toThrow();
});

test('workloads can be exempted, with a reason', () => {
  const { app, oneAgent, shop } = forgotten();
  expect(() => oneAgent.exempt(shop, undefined as never)).toThrow('\'reason\' must be a string, got "undefined"');
  expect(() => oneAgent.exempt('shop' as never, 'a cache')).toThrow(new Error('\'scope\' must be a construct of the app, got "shop"'));
  expect(() => oneAgent.exempt(shop, ' ')).toThrow('\'reason\' must explain why "shop" need not reach the endpoints, got " "');
  oneAgent.exempt(shop, 'a cache without code modules');

  expect(proofOf(app)).toEqual([]);
});

test('for a DynaKube outside the app, all pods count that don\'t disable code modules', () => {
  const app = new App();
  const monitoring = new Chart(app, 'monitoring', { namespace: 'dynatrace' });
  const dynakube = DynaKube.fromDynakubeAttributes(monitoring, 'DynaKube', {
    namespace: 'dynatrace', name: 'dynakube', apiUrl: 'https://abc12345.live.dynatrace.com/api',
  });
  new OneAgentEgress(monitoring, 'OneAgentEgress', { dynakube });
  for (const namespace of ['dynatrace', 'shop']) {
    const chart = new Chart(app, `in-${namespace}`, { namespace });
    new kplus.Deployment(chart, 'Web', { metadata: { name: 'web' }, containers: [{ image: 'registry.example/web:1.0' }] });
    new Sidecar(chart, 'Sidecar', { hosts: [EgressHost.namespace('istio-system')] });
  }

  expect(Mesh.of(app).findings().filter(({ rule }) => rule === 'mesh/egress-unreachable').map(({ message }) => message.split(':')[0])).toEqual([
    'Deployment shop/web does not reach https',
  ]);
});

describe('the rule that code modules reach their environment', () => {
  const injected = { namespaceLabels: { 'istio-injection': 'enabled' } };
  const twice = (app: App) => Mesh.of(app).findings().filter(({ rule }) => ['one-agent-injection/environment-unreachable', 'mesh/egress-unreachable'].includes(rule)).map(({ rule }) => rule);

  test('does not repeat what the requirement proves', () => {
    expect(twice(forgotten(injected).app)).toEqual(['mesh/egress-unreachable']);
  });

  test('does not find workloads that are exempt from the requirement', () => {
    const { app, oneAgent, web } = forgotten(injected);
    oneAgent.exempt(web, 'nobody looks at its data');
    expect(twice(app)).toEqual([]);
  });

  test('finds a DynaKube whose host the OneAgentEgress does not allow', () => {
    const app = new App();
    const shop = new Chart(app, 'shop', { namespace: 'shop' });
    new ApiObject(shop, 'Namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', namespace: undefined, labels: injected.namespaceLabels } });
    new kplus.Deployment(shop, 'Web', { metadata: { name: 'web' }, containers: [{ image: 'registry.example/web:1.0' }] });
    new Sidecar(shop, 'Sidecar');
    const monitoring = new Chart(app, 'monitoring', { namespace: 'dynatrace' });
    new DynaKube(monitoring, 'DynaKube', { apiUrl: 'https://abc12345.live.dynatrace.com/api', mode: DynaKubeMode.applicationMonitoring() });
    const connectionInfo = ConnectionInfo.fromEndpoints('https://ag.example.com');
    new OneAgentEgress(monitoring, 'OneAgentEgress', { connectionInfo }).exempt(shop, 'it reports elsewhere');
    const findings = Mesh.of(app).findings().filter(({ rule }) => rule === 'one-agent-injection/environment-unreachable');
    expect(findings.map(({ severity, path, relatedObjects }) => [severity, path, relatedObjects.map(({ name }) => name)]))
      .toEqual([['warning', 'monitoring/DynaKube', ['web']]]);
  });
});
