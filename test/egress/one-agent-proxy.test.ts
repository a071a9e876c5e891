import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  ConnectionInfo, DynaKube, DynaKubeMode, DynaKubeProps, DynatraceProxy, FeatureFlag, ForwardProxy, Mesh, OneAgentEgress, OneAgentEgressProps,
  OtlpSignal, OutboundTrafficPolicy, Sidecar,
} from '../../src';

const ENDPOINTS = 'https://abc12345.live.dynatrace.com;https://activegate.example.com:9999;https://198.51.100.7:9999;https://dynakube-activegate.dynatrace.svc';

interface Options {
  readonly proxy?: DynatraceProxy;
  readonly forwardProxy?: boolean;
  readonly dynakube?: Partial<DynaKubeProps>;
  readonly egress?: OneAgentEgressProps;
  /** Whether the Sidecar of the workloads imports the endpoints. */
  readonly imports?: boolean;
}

function appWith(options: Options): { app: App; mesh: Mesh; monitoring: Chart; oneAgent: OneAgentEgress; dynakube: DynaKube } {
  const app = new App();
  const mesh = new Mesh(app, 'Mesh', { outboundTrafficPolicy: OutboundTrafficPolicy.registryOnly(), printFindings: false });
  const monitoring = new Chart(app, 'monitoring', { namespace: 'dynatrace' });
  const dynakube = new DynaKube(monitoring, 'DynaKube', {
    apiUrl: 'https://abc12345.live.dynatrace.com/api', mode: DynaKubeMode.applicationMonitoring(), proxy: options.proxy, ...options.dynakube,
  });
  const forwardProxy = options.forwardProxy
    ? new ForwardProxy(monitoring, 'Proxy', { url: 'http://proxy.example.com:3128', addresses: ['203.0.113.30'] })
    : undefined;
  const oneAgent = new OneAgentEgress(monitoring, 'OneAgentEgress', {
    dynakube, connectionInfo: ConnectionInfo.fromEndpoints(ENDPOINTS), forwardProxy, ...options.egress,
  });
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  new ApiObject(shop, 'Namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', namespace: undefined, labels: { 'istio-injection': 'enabled' } } });
  const web = new kplus.Deployment(shop, 'Web', { metadata: { name: 'web' }, containers: [{ image: 'registry.example/web:1.0' }] });
  web.podMetadata.addAnnotation('sidecar.istio.io/nativeSidecar', 'false');
  const sidecar = new Sidecar(shop, 'Sidecar');
  if (options.imports ?? true) { sidecar.allowEgressTo(oneAgent); }
  return { app, mesh, monitoring, oneAgent, dynakube };
}

/** The findings that are about what code modules reach. */
function findingsOf(mesh: Mesh): string[] {
  return mesh.findings().filter(({ rule }) => /egress|environment|tcp/.test(rule)).map(({ rule, severity, message }) => `${severity} ${rule}: ${message}`);
}

const PROXY = DynatraceProxy.url('http://proxy.example.com:3128');

function entriesOf({ monitoring }: { monitoring: Chart }): string[] {
  return Testing.synth(monitoring).filter(({ kind }) => kind === 'ServiceEntry').map(({ metadata }) => metadata.name).sort();
}

describe('with a forward proxy', () => {
  test('only the proxy and the Services of the cluster are allowed, and proved', () => {
    const made = appWith({ proxy: PROXY, forwardProxy: true });

    expect(entriesOf(made)).toEqual(['forward-proxy-proxy.example.com']);
    expect(made.oneAgent.egressHosts.map(({ value }) => value)).toEqual([
      'dynatrace/dynakube-activegate.dynatrace.svc.cluster.local', 'dynatrace/proxy.example.com',
    ]);
    expect(findingsOf(made.mesh)).toEqual([]);
  });

  test('hosts of the feature flag are allowed too', () => {
    const made = appWith({ proxy: PROXY, forwardProxy: true, dynakube: { featureFlags: [FeatureFlag.noProxy('activegate.example.com', '198.51.100.7')] } });

    expect(entriesOf(made)).toEqual(['forward-proxy-proxy.example.com', 'oneagent-198.51.100.7', 'oneagent-activegate.example.com']);
    expect(findingsOf(made.mesh)).toEqual([]);
  });

  test('hosts that a pattern or a range of the feature flag may mean are allowed too', () => {
    expect(entriesOf(appWith({ proxy: PROXY, forwardProxy: true, dynakube: { featureFlags: [FeatureFlag.noProxy('*.example.com', '198.51.100.0/24')] } })))
      .toEqual(['forward-proxy-proxy.example.com', 'oneagent-198.51.100.7', 'oneagent-activegate.example.com']);
  });

  test('the API is allowed if exporters of applications call it, because the operator sets no proxy for them', () => {
    const otlpExporterConfiguration = { signals: [OtlpSignal.TRACES] };

    expect(entriesOf(appWith({ proxy: PROXY, forwardProxy: true, dynakube: { otlpExporterConfiguration } })))
      .toEqual(['forward-proxy-proxy.example.com', 'oneagent-abc12345.live.dynatrace.com']);
  });

  test('a Sidecar that does not import the proxy fails the synth, and no other rule repeats it', () => {
    const { mesh } = appWith({ proxy: PROXY, forwardProxy: true, imports: false });

    expect(findingsOf(mesh).map(finding => finding.replace(/:\/\/.*/, ''))).toEqual([
      'error mesh/egress-unreachable: Deployment shop/web does not reach https',
    ]);
  });

  test('a DynaKube outside the app has its exceptions in a prop', () => {
    const app = new App();
    const monitoring = new Chart(app, 'monitoring', { namespace: 'dynatrace' });
    new OneAgentEgress(monitoring, 'OneAgentEgress', {
      dynakube: DynaKube.fromDynakubeAttributes(monitoring, 'DynaKube', { namespace: 'dynatrace', name: 'dynakube', apiUrl: 'https://abc12345.live.dynatrace.com/api' }),
      connectionInfo: ConnectionInfo.fromEndpoints(ENDPOINTS),
      forwardProxy: new ForwardProxy(monitoring, 'Proxy', { url: 'http://203.0.113.30:3128' }),
      noProxyHosts: ['activegate.example.com'],
    });

    expect(entriesOf({ monitoring })).toEqual(['forward-proxy-203.0.113.30', 'oneagent-activegate.example.com']);
  });

  test('a Secret may have the URL: the app names the proxy', () => {
    const { mesh } = appWith({ proxy: DynatraceProxy.fromSecretName('proxy'), forwardProxy: true });

    expect(findingsOf(mesh)).toEqual([]);
  });
});

describe('a warning', () => {
  test('names the proxy of the DynaKube if the mesh allows the endpoints only, once', () => {
    expect(findingsOf(appWith({ proxy: PROXY }).mesh)).toEqual([
      'warning one-agent-egress/proxy-unproved: the endpoints are allowed, but the DynaKube "dynakube" lets code modules connect to the proxy "http://proxy.example.com:3128" instead, '
      + 'about which nothing is proved; create a ForwardProxy with this URL and pass it as \'forwardProxy\'',
    ]);
  });

  test('names the Secret if the URL of the proxy is there', () => {
    expect(findingsOf(appWith({ proxy: DynatraceProxy.fromSecretName('proxy') }).mesh)).toEqual([
      'warning one-agent-egress/proxy-unproved: the endpoints are allowed, but the DynaKube "dynakube" lets code modules connect to the proxy in Secret "dynatrace/proxy" instead, '
      + 'about which nothing is proved; create a ForwardProxy with its URL, without user and password, and pass it as \'forwardProxy\'',
    ]);
  });

  test('is not needed if an endpoint is the address of the proxy', () => {
    const { mesh } = appWith({ proxy: DynatraceProxy.url('http://203.0.113.30:3128'), egress: { connectionInfo: ConnectionInfo.fromEndpoints('http://203.0.113.30:3128') } });

    expect(findingsOf(mesh)).toEqual([]);
  });

  test('says that an endpoint with the name of the proxy is not enough, because its port is HTTP', () => {
    const { mesh } = appWith({ proxy: PROXY, egress: { connectionInfo: ConnectionInfo.fromEndpoints('http://proxy.example.com:3128') } });

    expect(findingsOf(mesh)).toEqual([expect.stringContaining('one-agent-egress/proxy-unproved')]);
  });

  test.each<[string, Options, string]>([
    ['that the DynaKube has another proxy', { proxy: DynatraceProxy.url('http://proxy.example.com:8080') },
      'the DynaKube "dynakube" lets code modules connect to "http://proxy.example.com:8080", which is not allowed; pass the same URL to both'],
    ['that the DynaKube has no proxy', {},
      'code modules of the DynaKube "dynakube" use no proxy: they connect to the endpoints, which are not allowed; set \'proxy\' of the DynaKube, or leave \'forwardProxy\' out'],
  ])('says %s', (_, options, message) => {
    expect(findingsOf(appWith({ ...options, forwardProxy: true }).mesh)).toEqual([
      `warning one-agent-egress/other-proxy: 'forwardProxy' is "http://proxy.example.com:3128", but ${message}`,
    ]);
  });

  test('shows no password of a proxy that a patch sets', () => {
    const { mesh, dynakube } = appWith({ proxy: PROXY, forwardProxy: true });
    ApiObject.of(dynakube).addJsonPatch(JsonPatch.replace('/spec/proxy/value', 'http://user:hunter2@other.example.com:3128'));

    expect(findingsOf(mesh)).toEqual([expect.stringContaining('to "http://other.example.com:3128", which')]);
    expect(mesh.findings().map(({ message }) => message).join()).not.toContain('hunter2');
  });
});

describe('the constructor refuses noProxyHosts', () => {
  test('without a proxy', () => {
    expect(() => appWith({ egress: { noProxyHosts: ['a.example'] } }))
      .toThrow(new Error('\'noProxyHosts\' needs \'forwardProxy\', got "a.example"; without a proxy, all endpoints are reached directly, so leave it out'));
  });

  test('for a DynaKube of the app', () => {
    expect(() => appWith({ proxy: PROXY, forwardProxy: true, egress: { noProxyHosts: ['a.example'] } }))
      .toThrow(new Error('\'noProxyHosts\' is for a DynaKube outside the app, got "a.example"; pass FeatureFlag.noProxy() to the DynaKube "dynakube" instead'));
  });
});

test('a feature flag that the DynaKube gets after the ServiceEntries were created fails the synth', () => {
  const { monitoring, dynakube } = appWith({ proxy: PROXY, forwardProxy: true });
  dynakube.addFeatureFlag(FeatureFlag.noProxy('activegate.example.com'));

  expect(() => Testing.synth(monitoring)).toThrow(
    'the DynaKube got the exception "activegate.example.com" from its proxy after OneAgentEgress was created, so its endpoints are not allowed; set \'featureFlags\' and \'otlpExporterConfiguration\' of the DynaKube before',
  );
});
