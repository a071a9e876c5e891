import { ApiObject, App, Chart, Duration, JsonPatch, Testing, Yaml } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  DynaKube, DynaKubeProps, EnvironmentExporterProps, Mesh, MeshConfigValues, OpenTelemetryProvider, OpenTelemetryProviderProps, OtlpProtocol,
  OutboundTrafficPolicy, ResourceDetector, ServiceAttributeEnrichment, Sidecar, TelemetryProtocol, TraceExporter,
} from '../../src';

const API_URL = 'https://abc12345.live.dynatrace.com/api';
const IMAGE = { otelCollector: { imageRef: { repository: 'registry.example/collector', tag: '1' } } };
const COLLECTOR = TraceExporter.collector({ namespace: 'observability', serviceName: 'collector' });

interface Fixture { readonly app: App; readonly mesh: Mesh; readonly chart: Chart }

function fixture(istioVersion?: string): Fixture {
  const app = new App();
  const mesh = new Mesh(app, 'Mesh', { outboundTrafficPolicy: OutboundTrafficPolicy.registryOnly(), printFindings: false, istioVersion });
  return { app, mesh, chart: new Chart(app, 'monitoring', { namespace: 'dynatrace' }) };
}

function environment(props: Partial<EnvironmentExporterProps> = {}): TraceExporter {
  return TraceExporter.environment({ apiUrl: API_URL, authorizationSecretName: 'traces', ...props });
}

/** The values for a provider, alone in its mesh. */
function valuesOf(props: OpenTelemetryProviderProps, chart = fixture().chart): any {
  return new MeshConfigValues(chart, 'Values', { extensionProviders: [new OpenTelemetryProvider(chart, 'Provider', props)] }).helmValues;
}

function specOf(props: OpenTelemetryProviderProps): any {
  return valuesOf(props).meshConfig.extensionProviders[0].opentelemetry;
}

describe('the collector of a DynaKube', () => {
  const dynakube = (chart: Chart, telemetryIngest?: DynaKubeProps['telemetryIngest']) => new DynaKube(chart, 'DynaKube', { apiUrl: API_URL, templates: IMAGE, telemetryIngest });

  test('gets OTLP in HTTP, and the proxies have no token', () => {
    const { chart } = fixture();
    expect(valuesOf({ exporter: TraceExporter.telemetryIngest(dynakube(chart, {})) }, chart)).toEqual({
      meshConfig: {
        extensionProviders: [{
          name: 'dynatrace',
          opentelemetry: {
            service: 'dynatrace/dynakube-telemetry-ingest.dynatrace.svc.cluster.local', port: 4318, http: { path: '/v1/traces', timeout: '3s' }, resourceDetectors: { dynatrace: {} },
          },
        }],
      },
    });
  });

  test('has the Service that the DynaKube names, as of synth', () => {
    const { app, chart } = fixture();
    const own = dynakube(chart, { serviceName: 'otlp' });
    const provider = new OpenTelemetryProvider(chart, 'Provider', { exporter: TraceExporter.telemetryIngest(own, { protocol: OtlpProtocol.GRPC }) });
    const values = new MeshConfigValues(chart, 'Values', { extensionProviders: [provider] });
    ApiObject.of(own).addJsonPatch(JsonPatch.replace('/spec/telemetryIngest/serviceName', 'renamed'));
    const { service, port, grpc, http } = values.helmValues.meshConfig.extensionProviders[0].opentelemetry;
    expect({ service, port, grpc, http }).toEqual({ service: 'dynatrace/renamed.dynatrace.svc.cluster.local', port: 4317, grpc: { timeout: '3s' }, http: undefined });
    expect(() => app.synth()).not.toThrow();
  });

  test('of a DynaKube outside the app has the usual Service, or the one that is named', () => {
    const { chart } = fixture();
    const known = DynaKube.fromDynakubeAttributes(chart, 'DynaKube', { namespace: 'dynatrace', name: 'dk' });
    expect(specOf({ exporter: TraceExporter.telemetryIngest(known) }).service).toBe('dynatrace/dk-telemetry-ingest.dynatrace.svc.cluster.local');
    expect(specOf({ exporter: TraceExporter.telemetryIngest(known, { serviceName: 'otlp' }) }).service).toBe('dynatrace/otlp.dynatrace.svc.cluster.local');
  });

  test.each<[string, DynaKubeProps['telemetryIngest'], string | undefined, string]>([
    ['does not run', undefined, undefined, 'no collector receives the traces: set \'telemetryIngest\' of "monitoring/DynaKube"'],
    ['has another name', {}, 'otlp', '\'serviceName\' must be that of "monitoring/DynaKube", got "otlp" instead of "dynakube-telemetry-ingest"; leave it out'],
    ['does not speak OTLP', { protocols: [TelemetryProtocol.ZIPKIN] }, undefined,
      'the collector does not receive traces of proxies: add TelemetryProtocol.OTLP to \'telemetryIngest.protocols\' of "monitoring/DynaKube"'],
    ['expects TLS', { tlsRefName: 'tls' }, undefined,
      'the collector expects TLS, which proxies don\'t start to it: leave \'telemetryIngest.tlsRefName\' of "monitoring/DynaKube" out, or use TraceExporter.collector() with a DestinationRule of your own'],
  ])('that %s fails the synth', (_, telemetryIngest, serviceName, message) => {
    const { app, chart } = fixture();
    new OpenTelemetryProvider(chart, 'Provider', { exporter: TraceExporter.telemetryIngest(dynakube(chart, telemetryIngest), { serviceName }) });
    expect(() => app.synth()).toThrow(message);
  });
});

test('a collector of your own has its Service and port', () => {
  expect(specOf({ exporter: TraceExporter.collector({ namespace: 'observability', serviceName: 'otel', port: 9000, protocol: OtlpProtocol.GRPC }), resourceDetectors: [] }))
    .toEqual({ service: 'observability/otel.observability.svc.cluster.local', port: 9000, grpc: { timeout: '3s' } });
  expect(() => TraceExporter.collector({ namespace: 'a.b', serviceName: 'otel' })).toThrow('\'namespace\'');
  expect(() => TraceExporter.collector({ namespace: 'a', serviceName: 'a.b' })).toThrow('\'serviceName\'');
  expect(() => TraceExporter.collector({ namespace: 'a', serviceName: 'b', port: 0 })).toThrow('\'port\'');
});

describe('the environment', () => {
  test('is reached by TLS that the proxies start, with a header whose value is in a Secret', () => {
    const { app, chart } = fixture();
    const values = valuesOf({ name: 'My_Env', exporter: environment(), sampler: { clusterId: -5, rootSpansPerMinute: 60 } }, chart);
    expect(values).toEqual({
      meshConfig: {
        extensionProviders: [{
          name: 'My_Env',
          opentelemetry: {
            service: 'dynatrace/abc12345.live.dynatrace.com',
            port: 4318,
            http: { path: '/api/v2/otlp/v1/traces', headers: [{ name: 'Authorization', envName: 'MY_ENV_TRACES_AUTHORIZATION' }], timeout: '3s' },
            resourceDetectors: { dynatrace: {} },
            dynatraceSampler: { tenant: 'abc12345', clusterId: -5, rootSpansPerMinute: 60 },
          },
        }],
      },
      envVarFrom: [{ name: 'MY_ENV_TRACES_AUTHORIZATION', valueFrom: { secretKeyRef: { name: 'traces', key: 'authorization' } } }],
    });
    const [entry, rule, configMap, ...others] = Testing.synth(chart) as any[];
    expect(others).toEqual([]);
    expect(entry).toEqual({
      apiVersion: 'networking.istio.io/v1',
      kind: 'ServiceEntry',
      metadata: { name: 'my-env-traces', namespace: 'dynatrace' },
      spec: {
        hosts: ['abc12345.live.dynatrace.com'], location: 'MESH_EXTERNAL', resolution: 'DNS', ports: [{ name: 'http-4318', number: 4318, protocol: 'HTTP', targetPort: 443 }],
      },
    });
    expect(rule).toEqual({
      apiVersion: 'networking.istio.io/v1',
      kind: 'DestinationRule',
      metadata: { name: 'my-env-traces-abc12345.live.dynatrace.com', namespace: 'dynatrace' },
      spec: {
        host: 'abc12345.live.dynatrace.com',
        trafficPolicy: {
          portLevelSettings: [{
            port: { number: 4318 },
            tls: { mode: 'SIMPLE', sni: 'abc12345.live.dynatrace.com', subjectAltNames: ['abc12345.live.dynatrace.com'], caCertificates: 'system' },
          }],
        },
      },
    });
    expect({ ...configMap, data: undefined }).toEqual({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'istiod-values', namespace: 'dynatrace' } });
    expect(configMap.data).toEqual({ 'values.yaml': Yaml.stringify(values) });
    expect(() => app.synth()).not.toThrow();
  });

  test('can be an ActiveGate, or the platform', () => {
    const { chart } = fixture();
    const { opentelemetry } = valuesOf({ exporter: environment({ apiUrl: 'https://ag.example.com:9999/e/abc12345/api', authorizationSecretKey: 'key' }) }, chart).meshConfig.extensionProviders[0];
    expect([opentelemetry.service, opentelemetry.http.path]).toEqual(['dynatrace/ag.example.com', '/e/abc12345/api/v2/otlp/v1/traces']);
    expect((Testing.synth(chart) as any[])[0].spec.ports[0].targetPort).toBe(9999);
    expect(specOf({ exporter: environment({ apiUrl: 'https://abc12345.apps.dynatrace.com/api' }) })).toEqual(expect.objectContaining({
      service: 'dynatrace/abc12345.live.dynatrace.com', http: expect.objectContaining({ path: '/api/v2/otlp/v1/traces' }),
    }));
  });

  test.each<[Partial<EnvironmentExporterProps>, string]>([
    [{ apiUrl: 'http://abc12345.live.dynatrace.com/api' }, '\'apiUrl\' must be an https URL with a host name, to which proxies can start TLS, got "http://abc12345.live.dynatrace.com/api"; use TraceExporter.collector() for anything else'],
    [{ apiUrl: 'https://203.0.113.7/e/abc12345/api' }, '\'apiUrl\' must be an https URL with a host name, to which proxies can start TLS, got "https://203.0.113.7/e/abc12345/api"; use TraceExporter.collector() for anything else'],
    [{ port: 443 }, '\'port\' must differ from the port of the environment, on which OneAgent starts TLS itself, got "443"; leave it out for 4318'],
    [{ authorizationSecretKey: 'a b' }, '\'authorizationSecretKey\' must be a key of a Secret, letters, digits, \'-\', \'_\' and \'.\', got "a b"'],
  ])('%j is refused', (props, message) => {
    expect(() => environment(props)).toThrow(new Error(message));
  });
});

test('the other settings are those of Istio', () => {
  expect(specOf({
    exporter: COLLECTOR,
    resourceDetectors: [ResourceDetector.ENVIRONMENT, ResourceDetector.DYNATRACE],
    serviceAttributeEnrichment: ServiceAttributeEnrichment.OTEL_SEMANTIC_CONVENTIONS,
    maxTagLength: 100,
    timeout: Duration.millis(1500),
  })).toEqual({
    service: 'observability/collector.observability.svc.cluster.local',
    port: 4318,
    http: { path: '/v1/traces', timeout: '1500ms' },
    resourceDetectors: { dynatrace: {}, environment: {} },
    serviceAttributeEnrichment: 'OTEL_SEMANTIC_CONVENTIONS',
    maxTagLength: 100,
  });
});

test.each<[Partial<OpenTelemetryProviderProps>, string]>([
  [{ name: 'a b' }, '\'name\' must be letters, digits, \'-\', \'_\' and \'.\', a letter first and none of the others last, got "a b"'],
  [{ timeout: Duration.seconds(0) }, '\'timeout\' must be a whole number of milliseconds, at least 1, got "0"'],
  [{ maxTagLength: 0 }, '\'maxTagLength\' must be a whole number from 1, got "0"'],
  [{ exporter: environment(), sampler: { clusterId: 1, rootSpansPerMinute: 0.5 } }, '\'sampler.rootSpansPerMinute\' must be a whole number from 1, got "0.5"'],
  [{ exporter: environment(), sampler: { clusterId: 2 ** 31 } }, '\'sampler.clusterId\' must be a whole number of 32 bits, got "2147483648"'],
  [{ sampler: { clusterId: 1 } }, '\'sampler\' needs TraceExporter.environment() with an \'apiUrl\' that names the environment, because the proxies ask it for limits; leave \'sampler\' out, and set \'randomSamplingPercentage\''],
  [{ serviceAttributeEnrichment: ServiceAttributeEnrichment.ISTIO_CANONICAL },
    '\'serviceAttributeEnrichment\' works since Istio 1.30, got "ISTIO_CANONICAL" with \'istioVersion\' "1.29"; leave it out, or upgrade Istio'],
])('%j is refused', (props, message) => {
  expect(() => new OpenTelemetryProvider(fixture('1.29').chart, 'Provider', { exporter: COLLECTOR, ...props })).toThrow(new Error(message));
});

describe('MeshConfigValues', () => {
  test('has all providers, sorted by name', () => {
    const { chart } = fixture();
    const providers = ['b', 'a'].map(name => new OpenTelemetryProvider(chart, name, { name, exporter: COLLECTOR }));
    const values = new MeshConfigValues(chart, 'Values', { extensionProviders: providers, metadata: { name: 'values', namespace: 'istio-system' } });
    expect(values.helmValues.meshConfig.extensionProviders.map(({ name }: { name: string }) => name)).toEqual(['a', 'b']);
    expect([values.name, values.namespace]).toEqual(['values', 'istio-system']);
  });

  test('refuses none, and two of a name', () => {
    const { chart } = fixture();
    const providers = ['b', 'a'].map(id => new OpenTelemetryProvider(chart, id, { exporter: COLLECTOR }));
    expect(() => new MeshConfigValues(chart, 'None', { extensionProviders: [] })).toThrow(new Error('\'extensionProviders\' must have at least one provider, got "[]"'));
    expect(() => new MeshConfigValues(chart, 'Twice', { extensionProviders: providers }))
      .toThrow(new Error('\'extensionProviders\' must have different names, because Istio keeps the last of a name only, got "dynatrace" twice; set \'name\' of one'));
  });
});

test('two MeshConfigValues with different providers in one mesh are found, because Helm replaces lists; two releases with the same list are not', () => {
  const { app, mesh, chart } = fixture();
  const [a, b] = ['a', 'b'].map(name => new OpenTelemetryProvider(chart, name, { name, exporter: COLLECTOR }));
  const values = (id: string, extensionProviders: OpenTelemetryProvider[], scope = chart) =>
    new MeshConfigValues(scope, id, { extensionProviders, metadata: { name: id } });
  const west = new Chart(app, 'west', { namespace: 'istio-system' });
  new Mesh(west, 'Mesh', { printFindings: false });
  values('stable', [a, b]);
  values('canary', [b, a]);
  values('west', [b], west);
  expect(mesh.findings()).toEqual([]);
  values('other', [b]);
  const found = mesh.findings().map(({ rule, severity, path, message, relatedObjects }) => (
    { rule, severity, path, message, related: relatedObjects.map(({ name }) => name) }
  ));
  expect(found).toEqual([{
    rule: 'telemetry/several-provider-lists',
    severity: 'warning',
    path: 'monitoring/other',
    message: '\'extensionProviders\' must be those of the MeshConfigValues "monitoring/stable", "a", "b", because Helm replaces lists and istiod gets only one of them, got "b"; pass all providers to one MeshConfigValues',
    related: ['stable'],
  }]);
});

test.each([['dt-x', 'dt_x'], ['dtx', 'DTX']])('MeshConfigValues refuses %s and %s, whose tokens would be in one variable of istiod', (...names) => {
  const { chart } = fixture();
  const extensionProviders = names.map(name => new OpenTelemetryProvider(chart, name, { name, exporter: environment({ authorizationSecretName: name.toLowerCase().replace('_', '.') }) }));
  const [first, second] = [...names].sort();
  const variable = names[0] === 'dtx' ? 'DTX' : 'DT_X';
  expect(() => new MeshConfigValues(chart, 'Values', { extensionProviders })).toThrow(new Error(
    `'extensionProviders' must have different variables of istiod, or one environment gets the token of the other, got "${variable}_TRACES_AUTHORIZATION" for "${first}" and "${second}"; set 'name' of one to other letters or digits`,
  ));
});

test.each(['Dyna._x', 'a..b', 'a-.b', 'a'.repeat(247)])('a provider of an environment needs a name that its objects can have: %s is refused', name => {
  const { chart } = fixture();
  expect(() => new OpenTelemetryProvider(chart, 'Provider', { name, exporter: environment() })).toThrow(
    /^'name' must be at most 246 characters, without '\.', '-' or '_' beside a '\.', because the objects for the environment have it in their names, got "/,
  );
  expect(() => new OpenTelemetryProvider(chart, 'Collector', { name, exporter: COLLECTOR })).not.toThrow();
});

test('a Sidecar imports the exporter, and proves that its workloads reach it', () => {
  const { app, mesh, chart } = fixture();
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  new kplus.Deployment(shop, 'Web', { containers: [{ image: 'registry.example/web:1.0' }] });
  const provider = new OpenTelemetryProvider(chart, 'Provider', { exporter: COLLECTOR });
  const direct = new OpenTelemetryProvider(chart, 'Direct', { name: 'direct', exporter: environment() });
  new Sidecar(shop, 'Sidecar').allowEgressTo(provider, direct);
  expect((Testing.synth(shop) as any[]).find(({ kind }) => kind === 'Sidecar').spec.egress[0].hosts).toEqual([
    './*', 'dynatrace/abc12345.live.dynatrace.com', 'istio-system/*', 'observability/collector.observability.svc.cluster.local',
  ]);
  expect(mesh.findings()).toEqual([]);
});
