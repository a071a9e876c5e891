import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  ActiveGateCapability, ActiveGateInMesh, ActiveGateInMeshProps, ConnectionInfo, DynaKube, DynaKubeMode, DynaKubeProps, DynatraceProxy, EgressGateway,
  FeatureFlag, ForwardProxy, Mesh, OneAgentEgress, OutboundTrafficPolicy, Sidecar,
} from '../../src';

const INJECTED = { 'sidecar.istio.io/inject': 'true' };
const SELECTOR = { 'app.kubernetes.io/created-by': 'dynakube', 'app.kubernetes.io/managed-by': 'dynatrace-operator', 'app.kubernetes.io/name': 'activegate' };

interface Made {
  readonly mesh: Mesh;
  readonly monitoring: Chart;
  readonly inMesh: ActiveGateInMesh;
}

function appWith(
  labels: Record<string, string> | undefined, props: Partial<ActiveGateInMeshProps> = {}, dynakube: Partial<DynaKubeProps> = {},
): Made {
  const app = new App();
  const mesh = new Mesh(app, 'Mesh', { outboundTrafficPolicy: OutboundTrafficPolicy.registryOnly(), printFindings: false });
  const monitoring = new Chart(app, 'monitoring', { namespace: 'dynatrace' });
  const inMesh = new ActiveGateInMesh(monitoring, 'ActiveGate', {
    dynakube: new DynaKube(monitoring, 'DynaKube', {
      apiUrl: 'https://abc12345.live.dynatrace.com/api',
      activeGate: { capabilities: [ActiveGateCapability.ROUTING], labels, resources: { limits: { memory: '1Gi' } } },
      ...dynakube,
    }),
    ...props,
  });
  return { mesh, monitoring, inMesh };
}

const ENDPOINTS = ConnectionInfo.fromEndpoints('https://abc12345.live.dynatrace.com:443/communication,https://sg-eu.live.dynatrace.com:443/communication,https://198.51.100.7:9999/communication');

/** The objects beside the DynaKube. */
function objectsOf({ monitoring }: Made): any[] {
  return Testing.synth(monitoring).filter(({ kind }) => kind !== 'DynaKube');
}

function namesOf(made: Made): string[] {
  return objectsOf(made).map(({ kind, metadata: { name } }) => `${kind} ${name}`);
}

const PERMISSIVE = {
  apiVersion: 'security.istio.io/v1',
  kind: 'PeerAuthentication',
  metadata: { name: 'dynakube-activegate', namespace: 'dynatrace' },
  spec: { selector: { matchLabels: SELECTOR }, mtls: { mode: 'PERMISSIVE' } },
};

describe('with a sidecar', () => {
  test('the ActiveGate reaches its endpoints and the Kubernetes API only, and accepts connections without mutual TLS', () => {
    const made = appWith(INJECTED, { connectionInfo: ENDPOINTS, metadata: { labels: { team: 'observability' } } });
    const metadata = (name: string) => ({ name, namespace: 'dynatrace', labels: { team: 'observability' } });
    const entry = (name: string, spec: object) => ({
      apiVersion: 'networking.istio.io/v1', kind: 'ServiceEntry', metadata: metadata(name), spec: { location: 'MESH_EXTERNAL', exportTo: ['.'], ...spec },
    });

    expect(objectsOf(made)).toEqual([
      { ...PERMISSIVE, metadata: metadata('dynakube-activegate') },
      entry('activegate-abc12345.live.dynatrace.com', {
        hosts: ['abc12345.live.dynatrace.com'], ports: [{ name: 'https-443', number: 443, protocol: 'HTTPS' }], resolution: 'DNS',
      }),
      entry('activegate-198.51.100.7', {
        hosts: ['198-51-100-7.oneagent.invalid'], addresses: ['198.51.100.7'], ports: [{ name: 'tcp-9999', number: 9999, protocol: 'TCP' }], resolution: 'NONE',
      }),
      entry('activegate-sg-eu.live.dynatrace.com', {
        hosts: ['sg-eu.live.dynatrace.com'], ports: [{ name: 'https-443', number: 443, protocol: 'HTTPS' }], resolution: 'DNS',
      }),
      {
        apiVersion: 'networking.istio.io/v1',
        kind: 'Sidecar',
        metadata: metadata('dynakube-activegate'),
        spec: {
          workloadSelector: { labels: SELECTOR },
          egress: [{ hosts: ['./*', 'default/kubernetes.default.svc.cluster.local', 'istio-system/*'] }],
          outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
        },
      },
    ]);
    expect(made.mesh.findings()).toEqual([]);
  });

  test('mutual TLS that is STRICT in the mesh is no finding about the ActiveGate', () => {
    const made = appWith(INJECTED);
    new ApiObject(made.monitoring, 'Strict', {
      apiVersion: 'security.istio.io/v1', kind: 'PeerAuthentication', metadata: { name: 'default', namespace: 'istio-system' }, spec: { mtls: { mode: 'STRICT' } },
    });

    expect(made.mesh.findings()).toEqual([]);
  });

  test('a proxy replaces the endpoints, except those of the feature flag', () => {
    const app = new App();
    const forwardProxy = new ForwardProxy(new Chart(app, 'network', { namespace: 'network' }), 'Proxy', { url: 'http://203.0.113.30:3128' });
    const made = appWith(INJECTED, { connectionInfo: ENDPOINTS, forwardProxy }, {
      proxy: DynatraceProxy.url(forwardProxy.url), featureFlags: [FeatureFlag.noProxy('198.51.100.7')],
    });

    expect(namesOf(made)).toEqual(['PeerAuthentication dynakube-activegate', 'ServiceEntry activegate-198.51.100.7', 'Sidecar dynakube-activegate']);
    expect(objectsOf(made)[2].spec.egress[0].hosts).toContain('network/203-0-113-30.oneagent.invalid');
  });

  test('an endpoint that the ActiveGate does not reach is found, and the message names the StatefulSet of the operator', () => {
    const made = appWith(INJECTED);
    const [entry] = made.inMesh.node.findAll().filter(ApiObject.isApiObject).filter(({ kind }) => kind === 'ServiceEntry');
    entry.addJsonPatch(JsonPatch.replace('/spec/exportTo', ['shop']));

    expect(made.mesh.findings().map(({ rule, severity, message }) => `${severity} ${rule}: ${message}`)).toEqual([expect.stringMatching(
      /^warning mesh\/egress-unproved: StatefulSet dynatrace\/dynakube-activegate does not reach https:\/\/abc12345\.live\.dynatrace\.com:443: .* is not part of the app, but created for an object of it\.$/,
    )]);
  });
});

describe('the proxy of the DynaKube', () => {
  const PROXY = 'http://203.0.113.30:3128';
  const found = ({ mesh }: Made) => mesh.findings().map(({ rule, message }) => `${rule}: ${message}`);
  const proxy = () => new ForwardProxy(new Chart(new App(), 'network', { namespace: 'network' }), 'Proxy', { url: PROXY });

  test('without forwardProxy, the ActiveGate does not reach it, although all endpoints are allowed', () => {
    expect(found(appWith(INJECTED, { connectionInfo: ENDPOINTS }, { proxy: DynatraceProxy.url(PROXY) }))).toEqual([
      expect.stringMatching(/^mesh\/egress-unproved: StatefulSet dynatrace\/dynakube-activegate does not reach the proxy http:\/\/203\.0\.113\.30:3128: .* is blocked/),
    ]);
  });

  test('without forwardProxy, it is proved if the Sidecar allows it by another call', () => {
    const made = appWith(INJECTED, {}, { proxy: DynatraceProxy.url(PROXY) });
    made.inMesh.sidecar!.allowEgressTo(new ForwardProxy(made.monitoring, 'Proxy', { url: PROXY }));
    expect(found(made)).toEqual([]);
  });

  test('with forwardProxy, it is proved', () => {
    const app = new App();
    const mesh = new Mesh(app, 'Mesh', { outboundTrafficPolicy: OutboundTrafficPolicy.registryOnly(), printFindings: false });
    const monitoring = new Chart(app, 'monitoring', { namespace: 'dynatrace' });
    const forwardProxy = new ForwardProxy(monitoring, 'Proxy', { url: PROXY });
    new ActiveGateInMesh(monitoring, 'ActiveGate', {
      dynakube: new DynaKube(monitoring, 'DynaKube', {
        apiUrl: 'https://abc12345.live.dynatrace.com/api',
        proxy: DynatraceProxy.url(PROXY),
        activeGate: { capabilities: [ActiveGateCapability.ROUTING], labels: INJECTED, resources: { limits: { memory: '1Gi' } } },
      }),
      connectionInfo: ENDPOINTS,
      forwardProxy,
    });
    expect(mesh.findings()).toEqual([]);
    // The proof is about the entry of the proxy.
    ApiObject.of(forwardProxy.serviceEntry).addJsonPatch(JsonPatch.add('/spec/exportTo', ['shop']));
    expect(mesh.findings().map(({ rule }) => rule)).toContain('mesh/egress-unproved');
  });

  test('in a Secret, nothing is proved about it until forwardProxy names it', () => {
    const dynakube = { proxy: DynatraceProxy.fromSecretName('company-proxy') };
    expect(found(appWith(INJECTED, { connectionInfo: ENDPOINTS }, dynakube)).filter(finding => finding.startsWith('one-agent-egress'))).toEqual([
      'one-agent-egress/proxy-unproved: the endpoints are allowed, but the DynaKube "dynakube" lets the ActiveGate connect to the proxy in Secret "dynatrace/company-proxy" instead, about which nothing is proved; '
      + 'create a ForwardProxy with its URL, without user and password, and pass it as \'forwardProxy\'',
    ]);
    expect(found(appWith(INJECTED, { connectionInfo: ENDPOINTS, forwardProxy: proxy() }, dynakube)).filter(finding => finding.startsWith('one-agent-egress'))).toEqual([]);
  });

  test('is another than forwardProxy, or there is none', () => {
    const other = (dynakube: Partial<DynaKubeProps>) => found(appWith(INJECTED, { forwardProxy: proxy() }, dynakube)).filter(finding => finding.startsWith('one-agent-egress'));
    expect(other({})).toEqual([
      'one-agent-egress/other-proxy: \'forwardProxy\' is "http://203.0.113.30:3128", but the ActiveGate of the DynaKube "dynakube" uses no proxy: it connects to the endpoints, which are not allowed; '
      + 'set \'proxy\' of the DynaKube, or leave \'forwardProxy\' out',
    ]);
    expect(other({ proxy: DynatraceProxy.url('http://203.0.113.31:3128') })).toEqual([
      'one-agent-egress/other-proxy: \'forwardProxy\' is "http://203.0.113.30:3128", but the DynaKube "dynakube" lets the ActiveGate connect to "http://203.0.113.31:3128", which is not allowed; pass the same URL to both',
    ]);
  });

  test('is ignored with the feature flag for ActiveGates: the endpoints are what is proved', () => {
    const made = appWith(INJECTED, { connectionInfo: ENDPOINTS }, { proxy: DynatraceProxy.url(PROXY), featureFlags: [FeatureFlag.of('activegate-ignore-proxy', 'true')] });
    expect(found(made).filter(finding => !finding.startsWith('dynakube/deprecated-flag'))).toEqual([]);
  });
});

describe('two DynaKubes with ActiveGates in one namespace', () => {
  function appWithTwo(second: string) {
    const app = new App();
    const mesh = new Mesh(app, 'Mesh', { outboundTrafficPolicy: OutboundTrafficPolicy.registryOnly(), printFindings: false });
    const monitoring = new Chart(app, 'monitoring', { namespace: 'dynatrace' });
    for (const [name, environment, port] of [['production', 'abc12345', 443], ['staging', second, 8443]] as const) {
      const dynakube = new DynaKube(monitoring, name, {
        metadata: { name },
        apiUrl: `https://${environment}.live.dynatrace.com/api`,
        activeGate: { capabilities: [ActiveGateCapability.ROUTING], labels: INJECTED, resources: { limits: { memory: '1Gi' } } },
      });
      const connectionInfo = ConnectionInfo.fromEndpoints(`https://${environment}.live.dynatrace.com:443/communication,https://sg-eu.live.dynatrace.com:${port}/communication`);
      new ActiveGateInMesh(monitoring, `${name}-activegate`, { dynakube, connectionInfo });
    }
    return { app, mesh, monitoring };
  }

  test('each has a PeerAuthentication and a Sidecar of its own, and they share the ServiceEntry of a common host', () => {
    const { mesh, monitoring } = appWithTwo('xyz98765');
    const objects = Testing.synth(monitoring).filter(({ kind }) => kind !== 'DynaKube');
    expect(objects.map(({ kind, metadata: { name } }) => `${kind} ${name}`).sort()).toEqual([
      'PeerAuthentication production-activegate', 'PeerAuthentication staging-activegate',
      'ServiceEntry activegate-abc12345.live.dynatrace.com', 'ServiceEntry activegate-sg-eu.live.dynatrace.com', 'ServiceEntry activegate-xyz98765.live.dynatrace.com',
      'Sidecar production-activegate', 'Sidecar staging-activegate',
    ]);
    const shared = objects.find(({ metadata: { name } }) => name === 'activegate-sg-eu.live.dynatrace.com');
    expect(shared.spec.ports.map(({ number }: { number: number }) => number)).toEqual([443, 8443]);
    expect(mesh.findings()).toEqual([]);
  });

  test('both are proved', () => {
    const { mesh, monitoring } = appWithTwo('xyz98765');
    const shared = monitoring.node.findAll().filter(ApiObject.isApiObject).find(({ kind, name }) => kind === 'ServiceEntry' && name.includes('sg-eu'))!;
    shared.addJsonPatch(JsonPatch.replace('/spec/exportTo', ['shop']));
    expect(mesh.findings().map(({ message }) => message.slice(0, 50)).sort()).toEqual([
      'StatefulSet dynatrace/production-activegate does n', 'StatefulSet dynatrace/staging-activegate does not ',
    ]);
  });

  test('of one environment share all of its hosts', () => {
    const { mesh, monitoring } = appWithTwo('abc12345');
    expect(Testing.synth(monitoring).filter(({ kind }) => kind === 'ServiceEntry').map(({ metadata: { name } }) => name)).toEqual([
      'activegate-abc12345.live.dynatrace.com', 'activegate-sg-eu.live.dynatrace.com',
    ]);
    expect(mesh.findings().filter(({ rule }) => rule.startsWith('mesh/'))).toEqual([]);
  });
});

describe('with endpoints of OneAgent in its namespace', () => {
  const ONE_AGENT = ConnectionInfo.fromEndpoints('https://abc12345.live.dynatrace.com:443/communication,https://sg-us.live.dynatrace.com:443/communication');

  function appWithOneAgent(isShared: boolean, endpoints = ENDPOINTS) {
    const app = new App();
    const mesh = new Mesh(app, 'Mesh', { outboundTrafficPolicy: OutboundTrafficPolicy.registryOnly(), printFindings: false });
    const monitoring = new Chart(app, 'monitoring', { namespace: 'dynatrace' });
    const dynakube = new DynaKube(monitoring, 'DynaKube', {
      apiUrl: 'https://abc12345.live.dynatrace.com/api',
      mode: DynaKubeMode.cloudNativeFullStack(),
      activeGate: { capabilities: [ActiveGateCapability.ROUTING], labels: INJECTED, resources: { limits: { memory: '1Gi' } } },
    });
    const oneAgentEgress = new OneAgentEgress(monitoring, 'OneAgent', { dynakube, connectionInfo: ONE_AGENT });
    const inMesh = new ActiveGateInMesh(monitoring, 'ActiveGate', { dynakube, connectionInfo: endpoints, oneAgentEgress: isShared ? oneAgentEgress : undefined });
    const shop = new Chart(app, 'shop', { namespace: 'shop' });
    const web = new kplus.Deployment(shop, 'Web', { metadata: { name: 'web' }, containers: [{ image: 'registry.example/web:1.0' }] });
    new Sidecar(shop, 'Sidecar').allowEgressTo(oneAgentEgress);
    return { app, mesh, monitoring, inMesh, oneAgentEgress, web };
  }

  const entriesOf = (made: Made) => objectsOf(made).filter(({ kind }) => kind === 'ServiceEntry')
    .map(({ metadata, spec }) => ({ name: metadata.name, exportTo: spec.exportTo, ports: spec.ports.map(({ number }: any) => number) }));

  test('a host of both has one ServiceEntry, which OneAgent and the ActiveGate reach', () => {
    const made = appWithOneAgent(true);

    expect(entriesOf(made)).toEqual([
      { name: 'oneagent-abc12345.live.dynatrace.com', exportTo: undefined, ports: [443] },
      { name: 'oneagent-sg-us.live.dynatrace.com', exportTo: undefined, ports: [443] },
      { name: 'activegate-198.51.100.7', exportTo: ['.'], ports: [9999] },
      { name: 'activegate-sg-eu.live.dynatrace.com', exportTo: ['.'], ports: [443] },
    ]);
    expect(made.mesh.findings()).toEqual([]);
  });

  test('two ServiceEntries of one host are found without it', () => {
    expect(appWithOneAgent(false).mesh.findings().map(({ rule }) => rule)).toEqual(['mesh/split-host']);
  });

  test('the ServiceEntry of both has the ports of both', () => {
    const made = appWithOneAgent(true, ConnectionInfo.fromEndpoints('https://abc12345.live.dynatrace.com:9999/communication'));

    expect(entriesOf(made)[0]).toEqual({ name: 'oneagent-abc12345.live.dynatrace.com', exportTo: undefined, ports: [443, 9999] });
    expect(made.mesh.findings()).toEqual([]);
    expect(made.mesh.egressOf(made.web)[0].destinations.map(({ host, port, verdict }) => `${host}:${port} ${verdict}`)).toEqual([
      'abc12345.live.dynatrace.com:443 REACHABLE', 'abc12345.live.dynatrace.com:9999 REACHABLE', 'sg-us.live.dynatrace.com:443 REACHABLE',
    ]);
  });

  test('the ActiveGate follows OneAgent through an egress gateway', () => {
    const made = appWithOneAgent(true);
    made.oneAgentEgress.through(new EgressGateway(new Chart(made.app, 'egress', { namespace: 'egress' }), 'Gateway'));

    expect(made.mesh.findings()).toEqual([]);
    expect(namesOf(made)).toContain('VirtualService oneagent-abc12345.live.dynatrace.com');
  });

  test('endpoints of OneAgent in another namespace are refused', () => {
    const { app, monitoring } = appWithOneAgent(true);
    const oneAgentEgress = new OneAgentEgress(new Chart(app, 'network', { namespace: 'network' }), 'OneAgent', { connectionInfo: ONE_AGENT });
    const dynakube = new DynaKube(monitoring, 'Second', {
      metadata: { name: 'second' }, apiUrl: 'https://abc12345.live.dynatrace.com/api', activeGate: { capabilities: [ActiveGateCapability.ROUTING], labels: INJECTED },
    });

    expect(() => new ActiveGateInMesh(monitoring, 'SecondActiveGate', { dynakube, oneAgentEgress })).toThrow(new Error(
      '\'oneAgentEgress\' must have its ServiceEntries in the namespace "dynatrace" of the DynaKube, the only one that the ActiveGate imports them from, got "network"; leave it out',
    ));
  });
});

describe('in ambient mode', () => {
  test('only the PeerAuthentication is needed', () => {
    const made = appWith({ 'istio.io/dataplane-mode': 'ambient' });

    expect(objectsOf(made)).toEqual([PERMISSIVE]);
    expect(made.inMesh.sidecar).toBeUndefined();
  });

  test('endpoints of OneAgent are refused too', () => {
    const oneAgentEgress = new OneAgentEgress(new Chart(new App(), 'monitoring', { namespace: 'dynatrace' }), 'OneAgent', { connectionInfo: ENDPOINTS });
    expect(() => appWith({ 'istio.io/dataplane-mode': 'ambient' }, { oneAgentEgress })).toThrow(new Error(
      '\'oneAgentEgress\' must be left out in ambient mode, because ztunnel blocks no connection to an unknown host, got the label "istio.io/dataplane-mode: ambient"',
    ));
  });

  test('endpoints are refused, because nothing blocks them', () => {
    expect(() => appWith({ 'istio.io/dataplane-mode': 'ambient' }, { connectionInfo: ENDPOINTS })).toThrow(new Error(
      '\'connectionInfo\' must be left out in ambient mode, because ztunnel blocks no connection to an unknown host, got the label "istio.io/dataplane-mode: ambient"',
    ));
  });
});

describe('the constructor refuses', () => {
  test.each<[string, () => unknown, string]>([
    ['an ActiveGate without a label for the mesh', () => appWith({ team: 'a' }),
      '\'activeGate.labels\' of the DynaKube "dynakube" must have sidecar.istio.io/inject: "true" or istio.io/dataplane-mode: "ambient", which add the ActiveGate to the mesh, got "team: a"; add one of them'],
    ['an ActiveGate without labels', () => appWith(undefined),
      '\'activeGate.labels\' of the DynaKube "dynakube" must have sidecar.istio.io/inject: "true" or istio.io/dataplane-mode: "ambient", which add the ActiveGate to the mesh, got none; add one of them'],
    ['a DynaKube without an ActiveGate', () => appWith(INJECTED, {}, { activeGate: undefined }),
      '\'dynakube\' must have an ActiveGate, got the DynaKube "dynakube" without it; pass capabilities in \'activeGate\' of the DynaKube'],
    ['a namespace of its own', () => appWith(INJECTED, { metadata: { namespace: 'other' } }),
      '\'metadata.namespace\' must not be set, because the objects belong to the DynaKube, got "other"; leave it out'],
  ])('%s', (_, run, message) => {
    expect(run).toThrow(new Error(message));
  });
});
