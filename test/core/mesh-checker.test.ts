import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { EgressDestination, FailOn, Mesh, OutboundTrafficPolicy, ServiceEntry, ServicePort } from '../../src';
import { BYPASS_WITHOUT_ADDRESS } from '../../src/core/construct-rule';
import { MeshChecker } from '../../src/core/mesh-checker';

const outdir = mkdtempSync(join(tmpdir(), 'mesh-checker-'));
afterAll(() => rmSync(outdir, { recursive: true }));

/** An app of two charts, each with a ServiceEntry of this library and a raw one. */
function appOf(): { app: App; raw: ApiObject[]; own: ServiceEntry[] } {
  const app = new App({ outdir });
  const charts = ['shop', 'bank'].map(id => new Chart(app, id, { namespace: id }));
  const own = charts.map(chart => new ServiceEntry(chart, 'Own', { hosts: [`${chart.namespace}.example.com`], ports: [ServicePort.https()] }));
  const raw = charts.map(chart => new ApiObject(chart, 'Raw', {
    apiVersion: 'networking.istio.io/v1',
    kind: 'ServiceEntry',
    metadata: { name: 'raw' },
    spec: { hosts: [`raw.${chart.namespace}.example`], ports: [{ name: 'https', number: 443, protocol: 'HTTPS' }], resolution: 'DNS' },
  }));
  return { app, raw, own };
}

const BREAK = JsonPatch.replace('/spec/hosts', []);
const MEND = JsonPatch.replace('/spec/hosts', ['mended.example.com']);
const BROKEN = 'Validation failed with the following errors:\n  [shop/Raw] \'spec.hosts\' must have at least 1 item, got "0" (kubernetes/size); see https://github.com/cdk8s-istio-oneagent/cdk8s-istio-oneagent/blob/main/docs/rules/kubernetes/size.md';

describe('within one synth each object is read once, for the checks and for the files', () => {
  test.each<[method: string, call: (app: App) => unknown]>([
    ['synth()', app => app.synth()],
    ['synthYaml()', app => app.synthYaml()],
  ])('%s', (_, call) => {
    const { app, raw, own } = appOf();
    const spies = [...raw, ...own.map(entry => ApiObject.of(entry))].map(object => jest.spyOn(object, 'toJson'));
    call(app);
    expect(spies.map(spy => spy.mock.calls.length)).toEqual([1, 1, 1, 1]);
    call(app);
    expect(spies.map(spy => spy.mock.calls.length)).toEqual([2, 2, 2, 2]);
  });

  test('also if a chart that overrides toJson() makes cdk8s validate again', () => {
    class OwnChart extends Chart {
      public toJson(): unknown[] {
        return super.toJson();
      }
    }
    const { app, raw } = appOf();
    new ApiObject(new OwnChart(app, 'own'), 'Config', { apiVersion: 'v1', kind: 'ConfigMap' });
    const spy = jest.spyOn(raw[0], 'toJson');
    app.synth();
    expect(spy.mock.calls.length).toBe(1);
  });

  test('outside a synth, each chart that is rendered checks all objects', () => {
    const { app, raw } = appOf();
    const spy = jest.spyOn(raw[0], 'toJson');
    app.charts.forEach(chart => chart.toJson());
    expect(spy.mock.calls.length).toBe(3);
  });
});

describe('an object that is patched between two synths is checked again by', () => {
  test.each<[method: string, call: (app: App) => unknown]>([
    ['synth()', app => app.synth()],
    ['synthYaml()', app => app.synthYaml()],
    ['toJson() of a chart', app => app.charts[0].toJson()],
    ['Testing.synth()', app => Testing.synth(app.charts[1])],
  ])('%s', (_, call) => {
    const { app, raw } = appOf();
    expect(() => call(app)).not.toThrow();
    raw[0].addJsonPatch(BREAK);
    expect(() => call(app)).toThrow(new Error(BROKEN));
    expect(() => call(app)).toThrow(new Error(BROKEN));
    raw[0].addJsonPatch(MEND);
    expect(() => call(app)).not.toThrow();
  });
});

test('a synth that fails for another reason does not keep its result', () => {
  const { app, raw } = appOf();
  let fails = true;
  app.node.addValidation({ validate: () => fails ? ['not yet'] : [] });
  expect(() => app.synth()).toThrow(new Error('Validation failed with the following errors:\n  [] not yet'));
  fails = false;
  raw[0].addJsonPatch(BREAK);
  expect(() => app.synth()).toThrow(new Error(BROKEN));
});

test('an app that does not use this library is not checked', () => {
  const app = new App({ outdir });
  new ApiObject(new Chart(app, 'shop'), 'Raw', { apiVersion: 'networking.istio.io/v1', kind: 'ServiceEntry', spec: { hosts: [] } });
  expect(() => app.synth()).not.toThrow();
  Mesh.of(app);
  expect(() => app.synth()).toThrow('[shop/Raw] ');
});

test('constructs can be created below a chart without an app', () => {
  const chart = new Chart(undefined as unknown as Construct, 'lone', { namespace: 'shop' });
  expect(() => new ServiceEntry(chart, 'Entry', { hosts: ['api.example.com'] })).not.toThrow();
});

test('an app has one checker', () => {
  const { app, raw } = appOf();
  expect(MeshChecker.of(raw[0])).toBe(MeshChecker.of(app));
});

describe('findings of a construct itself', () => {
  function sourceOf(): { chart: Chart; messages: string[] } {
    const chart = new Chart(new App({ outdir }), 'shop', { namespace: 'shop' });
    const messages: string[] = [];
    const pattern = new Construct(chart, 'Pattern');
    MeshChecker.of(chart).addSource(pattern, () => messages.map(message => ({ rule: BYPASS_WITHOUT_ADDRESS, message })));
    return { chart, messages };
  }

  test('are asked for each time its mesh is checked', () => {
    const { chart, messages } = sourceOf();
    const mesh = Mesh.of(chart);
    const before = mesh.findings();
    messages.push('there is no address');
    expect([before, mesh.findings()]).toEqual([[], [{
      rule: 'one-agent-egress/bypass-without-address',
      ruleUrl: 'https://github.com/cdk8s-istio-oneagent/cdk8s-istio-oneagent/blob/main/docs/rules/one-agent-egress/bypass-without-address.md',
      severity: 'warning',
      source: 'cdk8s-istio-oneagent',
      path: 'shop/Pattern',
      relatedObjects: [],
      message: 'there is no address',
    }]]);
  });

  test('can be turned off', () => {
    const { chart, messages } = sourceOf();
    messages.push('there is no address');
    const mesh = new Mesh(chart, 'Mesh', { disabledRules: [{ rule: BYPASS_WITHOUT_ADDRESS.name, reason: 'addresses come later' }] });
    expect(mesh.findings()).toEqual([]);
  });

  test('can fail the synth', () => {
    const { chart, messages } = sourceOf();
    messages.push('there is no address', 'there is still none');
    new Mesh(chart, 'Mesh', { failOn: FailOn.WARNING });
    expect(() => Testing.synth(chart)).toThrow(new Error([
      'Validation failed with the following errors:',
      '[shop/Pattern] there is no address (one-agent-egress/bypass-without-address); see https://github.com/cdk8s-istio-oneagent/cdk8s-istio-oneagent/blob/main/docs/rules/one-agent-egress/bypass-without-address.md',
      '[shop/Pattern] there is still none (one-agent-egress/bypass-without-address); see https://github.com/cdk8s-istio-oneagent/cdk8s-istio-oneagent/blob/main/docs/rules/one-agent-egress/bypass-without-address.md',
    ].join('\n  ')));
  });
});

describe('a list of objects', () => {
  const entry = (name: string, hosts: string[]) => ({
    apiVersion: 'networking.istio.io/v1',
    kind: 'ServiceEntry',
    metadata: { name, namespace: 'shop' },
    spec: { hosts, ports: [{ name: 'https', number: 443, protocol: 'HTTPS' }], resolution: 'DNS' },
  });
  const deployment = (name: string) => ({
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace: 'shop' }, spec: { template: { metadata: { labels: { app: name } } } },
  });
  const appWith = (...items: object[]) => {
    const app = new App({ outdir });
    const list = new ApiObject(new Chart(app, 'shop'), 'List', { apiVersion: 'v1', kind: 'List', items });
    return { app, list, mesh: new Mesh(app, 'Mesh', { outboundTrafficPolicy: OutboundTrafficPolicy.registryOnly() }) };
  };

  test('is checked item by item, and the finding names the item', () => {
    const { mesh } = appWith(entry('good', ['a.test']), entry('bad', []), entry('good', ['b.test']));
    expect(mesh.findings().map(({ kind, namespace, name, relatedObjects }) => ({ kind, namespace, name, relatedObjects }))).toEqual([
      { kind: 'ServiceEntry', namespace: 'shop', name: 'bad', relatedObjects: [] },
      { kind: 'ServiceEntry', namespace: 'shop', name: 'good', relatedObjects: [{ kind: 'ServiceEntry', namespace: 'shop', name: 'good', path: 'shop/List' }] },
    ]);
    expect(mesh.findings().map(({ path, rule, message }) => `${path} ${rule}: ${message}`)).toMatchInlineSnapshot(`
[
  "shop/List kubernetes/size: items[1]: 'spec.hosts' must have at least 1 item, got "0"",
  "shop/List kubernetes/duplicate-object: items[2]: 'metadata.name' must be unique for its kind in namespace "shop", got "good" twice; rename or remove one of the two; the other is items[0] of "shop/List"",
]
`);
  });

  test('can contain workloads for requireEgress() and egressOf()', () => {
    const { mesh, list } = appWith(entry('api', ['a.test']), deployment('web'), deployment('batch'));
    expect(mesh.egressOf(list).map(({ workload, destinations }) => [workload, destinations.map(({ host }) => host)])).toEqual([
      ['Deployment shop/web', ['a.test']],
      ['Deployment shop/batch', ['a.test']],
    ]);
    mesh.requireEgress(list, EgressDestination.https('b.test'));
    expect(mesh.findings().map(({ rule, message }) => `${rule}: ${message}`)).toMatchInlineSnapshot(`
[
  "mesh/egress-unreachable: Deployment shop/web, Deployment shop/batch do not reach https://b.test:443: A TLS connection from namespace shop to b.test:443 is blocked: the outboundTrafficPolicy of the mesh is REGISTRY_ONLY, and no ServiceEntry or Service in the mesh has the host "b.test". Add a ServiceEntry with hosts: ["b.test"], resolution: DNS and a port with number 443 and protocol TLS.",
]
`);
  });
});
