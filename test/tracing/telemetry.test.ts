import { App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  DynaKube, Mesh, MeshConfigValues, OpenTelemetryProvider, OutboundTrafficPolicy, Sidecar, Telemetry, TelemetryTracing, TraceExporter, TracingMode,
  TracingTag,
} from '../../src';

interface Fixture {
  readonly app: App;
  readonly mesh: Mesh;
  readonly shop: Chart;
  readonly provider: OpenTelemetryProvider;
}

function fixture(istioVersion?: string): Fixture {
  const app = new App();
  const mesh = new Mesh(app, 'Mesh', { outboundTrafficPolicy: OutboundTrafficPolicy.registryOnly(), printFindings: false, istioVersion });
  const monitoring = new Chart(app, 'monitoring', { namespace: 'dynatrace' });
  const dynakube = DynaKube.fromDynakubeAttributes(monitoring, 'DynaKube', { namespace: 'dynatrace', name: 'dynakube' });
  const provider = new OpenTelemetryProvider(monitoring, 'Provider', { exporter: TraceExporter.telemetryIngest(dynakube) });
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  new kplus.Deployment(shop, 'Web', { metadata: { name: 'web' }, podMetadata: { labels: { app: 'web' } }, containers: [{ image: 'registry.example/web:1.0' }] });
  return { app, mesh, shop, provider };
}

const telemetryOf = (chart: Chart) => (Testing.synth(chart) as any[]).find(({ kind }) => kind === 'Telemetry');

test('is the default of its namespace, with all settings in the terms of Istio', () => {
  const { app, shop, provider } = fixture();
  const telemetry = new Telemetry(shop, 'Telemetry', {
    tracing: {
      provider,
      randomSamplingPercentage: 12.5,
      customTags: { zone: TracingTag.environment('ZONE', 'none'), cluster: TracingTag.literal('eu'), user: TracingTag.header('x-user') },
      mode: TracingMode.SERVER,
      disableSpanReporting: false,
      disableContextPropagation: true,
      useRequestIdForTraceSampling: false,
      enableIstioTags: false,
    },
  });
  expect(telemetryOf(shop)).toEqual({
    apiVersion: 'telemetry.istio.io/v1',
    kind: 'Telemetry',
    metadata: { name: 'default', namespace: 'shop' },
    spec: {
      tracing: [{
        providers: [{ name: 'dynatrace' }],
        randomSamplingPercentage: 12.5,
        customTags: { cluster: { literal: { value: 'eu' } }, user: { header: { name: 'x-user' } }, zone: { environment: { name: 'ZONE', defaultValue: 'none' } } },
        match: { mode: 'SERVER' },
        disableSpanReporting: false,
        disableContextPropagation: true,
        useRequestIdForTraceSampling: false,
        enableIstioTags: false,
      }],
    },
  });
  expect([telemetry.kind, telemetry.name]).toEqual(['Telemetry', 'default']);
  expect(() => app.synth()).not.toThrow();
});

test('with a selector, it gets a name of its own', () => {
  const { shop } = fixture();
  const { name } = new Telemetry(shop, 'Telemetry', { selector: { app: 'web' }, tracing: { providerName: 'otel' }, metadata: { name: 'web' } });
  expect([name, telemetryOf(shop).spec]).toEqual(['web', { selector: { matchLabels: { app: 'web' } }, tracing: [{ providers: [{ name: 'otel' }] }] }]);
});

test.each<[string, TelemetryTracing | ((provider: OpenTelemetryProvider) => TelemetryTracing), string]>([
  ['two providers', provider => ({ provider, providerName: 'other' }), '\'provider\' and \'providerName\' can\'t be combined, got "dynatrace" and "other"; leave one of them out'],
  ['a provider without name', { providerName: ' ' }, '\'providerName\' must not be empty, got " "'],
  ['more than all requests', { randomSamplingPercentage: 101 }, '\'randomSamplingPercentage\' must be a number from 0 to 100, got "101"'],
  ['a tag without name', { customTags: { '': TracingTag.literal('a') } }, '\'customTags\' must not have a tag with an empty name, got ""; name it'],
  ['a field that the Istio lacks', { disableContextPropagation: true },
    '\'disableContextPropagation\' works since Istio 1.30, got "true" with \'istioVersion\' "1.29"; leave it out, or upgrade Istio'],
])('%s is refused', (_, tracing, message) => {
  const { shop, provider } = fixture('1.29');
  expect(() => new Telemetry(shop, 'Telemetry', { tracing: typeof tracing === 'function' ? tracing(provider) : tracing })).toThrow(new Error(message));
});

test('an empty selector and an empty tag are refused', () => {
  const { shop } = fixture();
  expect(() => new Telemetry(shop, 'Telemetry', { selector: {}, tracing: {} })).toThrow(new Error('\'selector\' must not be empty, got "{}"; leave it out for all pods, or add a label'));
  expect(() => TracingTag.literal('')).toThrow(new Error('\'value\' must not be empty, got ""'));
  expect(() => TracingTag.header(' ')).toThrow(new Error('\'name\' must not be empty, got " "'));
});

describe('the proof that the proxies reach the provider', () => {
  test.each<[string, string, { [key: string]: string } | undefined, boolean]>([
    ['a Telemetry of the namespace', 'shop', undefined, true],
    ['a Telemetry of the mesh', 'istio-system', undefined, true],
    ['a Telemetry of the workload', 'shop', { app: 'web' }, true],
    ['a Telemetry of another workload', 'shop', { app: 'orders' }, false],
    ['a Telemetry of another namespace', 'orders', undefined, false],
    ['a Telemetry with a selector in the root namespace', 'istio-system', { app: 'web' }, false],
  ])('%s', (_, namespace, selector, concerns) => {
    const { app, mesh, shop, provider } = fixture();
    const sidecar = new Sidecar(shop, 'Sidecar');
    new Telemetry(new Chart(app, 'telemetry', { namespace }), 'Telemetry', { selector, tracing: { provider } });
    const unreachable = () => mesh.findings().filter(({ rule }) => rule === 'mesh/egress-unreachable');
    expect(unreachable().map(({ message }) => message)).toEqual(concerns ? [expect.stringContaining('In the app, call allowEgressTo() of "shop/Sidecar" with "monitoring/Provider"')] : []);
    sidecar.allowEgressTo(provider);
    expect(unreachable()).toEqual([]);
  });

  test('is not made for proxies that send no spans', () => {
    const { mesh, shop, provider } = fixture();
    new Sidecar(shop, 'Sidecar');
    new Telemetry(shop, 'Telemetry', { tracing: { provider, disableSpanReporting: true } });
    new MeshConfigValues(shop, 'Values', { extensionProviders: [provider] });
    expect(mesh.findings().map(({ rule }) => rule)).toEqual(['mesh/sidecar-cuts-off']);
  });
});

describe('the provider of a Telemetry', () => {
  const MESSAGE = 'must be in a MeshConfigValues of the mesh, because istiod turns tracing off silently for a provider that it does not know, got';
  const unlisted = (mesh: Mesh) => mesh.findings().filter(({ rule }) => rule === 'telemetry/unlisted-provider').map(({ path, severity, message }) => [path, severity, message]);
  const otherOf = (chart: Chart, name: string) => new OpenTelemetryProvider(chart, `Other-${name}`, {
    name, exporter: TraceExporter.collector({ namespace: 'observability', serviceName: 'collector' }),
  });

  test('is part of the app and in no MeshConfigValues, so istiod does not know it', () => {
    const { mesh, shop, provider } = fixture();
    new Telemetry(shop, 'Telemetry', { tracing: { provider } });
    expect(unlisted(mesh)).toEqual([['shop/Telemetry', 'warning', `'tracing.provider' ${MESSAGE} "dynatrace"; pass it to a MeshConfigValues`]]);
  });

  test('is another one than those of the MeshConfigValues, also if it has the name of one', () => {
    const { mesh, shop, provider } = fixture();
    const values = (id: string, other: OpenTelemetryProvider) =>
      new MeshConfigValues(shop, id, { extensionProviders: [other], metadata: { name: id.toLowerCase() } });
    values('Values', otherOf(shop, 'p1'));
    new Telemetry(shop, 'Telemetry', { tracing: { provider } });
    const found = [['shop/Telemetry', 'warning', `'tracing.provider' ${MESSAGE} "dynatrace"; add it to 'extensionProviders' of "shop/Values"`]];
    expect(unlisted(mesh)).toEqual(found);
    values('Namesake', otherOf(shop, 'dynatrace'));
    expect(unlisted(mesh)).toEqual(found);
    values('Own', provider);
    expect(unlisted(mesh)).toEqual([]);
  });

  test('is only a name: it may be in the mesh, unless the app has the list of its providers', () => {
    const { mesh, shop } = fixture();
    new Telemetry(shop, 'Telemetry', { tracing: { providerName: 'x' } });
    new Telemetry(shop, 'Inherited', { selector: { app: 'web' }, tracing: {}, metadata: { name: 'inherited' } });
    expect(unlisted(mesh)).toEqual([]);
    const values = new MeshConfigValues(shop, 'Values', { extensionProviders: [otherOf(shop, 'p1')] });
    expect(unlisted(mesh)).toEqual([['shop/Telemetry', 'warning', `'tracing.providerName' ${MESSAGE} "x"; add it to 'extensionProviders' of "shop/Values"`]]);
    shop.node.tryRemoveChild(values.node.id);
    new MeshConfigValues(shop, 'Values', { extensionProviders: [otherOf(shop, 'x')] });
    expect(unlisted(mesh)).toEqual([]);
  });

  test('is not listed by the MeshConfigValues of another mesh', () => {
    const { app, mesh, shop, provider } = fixture();
    new Telemetry(shop, 'Telemetry', { tracing: { provider } });
    const west = new Chart(app, 'west', { namespace: 'istio-system' });
    new Mesh(west, 'Mesh', { printFindings: false });
    new MeshConfigValues(west, 'Values', { extensionProviders: [provider] });
    expect(unlisted(mesh)).toEqual([['shop/Telemetry', 'warning', `'tracing.provider' ${MESSAGE} "dynatrace"; pass it to a MeshConfigValues`]]);
  });
});
