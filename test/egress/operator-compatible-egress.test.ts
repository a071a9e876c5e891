import { ApiObject, App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  ActiveGateCapability, CommunicationEndpoint, ConnectionInfo, DynaKube, DynaKubeMode, IDynaKube, Mesh, OperatorCompatibleEgress,
  OperatorCompatibleEgressProps, ProxyBypass, Sidecar,
} from '../../src';

const API_URL = 'https://abc12345.live.dynatrace.com/api';
const ONE_AGENT = 'https://abc12345.live.dynatrace.com:443/communication;https://10.1.2.3:9999/communication';
const ACTIVE_GATE = 'https://abc12345.live.dynatrace.com:443/communication,https://sg-1.live.dynatrace.com:443/communication';

function monitoring(): Chart {
  return new Chart(new App(), 'monitoring', { namespace: 'dynatrace' });
}

function imported(chart: Chart, apiUrl: string = API_URL): IDynaKube {
  return DynaKube.fromDynakubeAttributes(chart, 'DynaKube', { namespace: 'dynatrace', name: 'dynakube', apiUrl });
}

function compatible(chart: Chart, props: Partial<OperatorCompatibleEgressProps> = {}): OperatorCompatibleEgress {
  const connectionInfo = ConnectionInfo.fromEndpoints(ONE_AGENT);
  return new OperatorCompatibleEgress(chart, 'Egress', { dynakube: props.dynakube ?? imported(chart), connectionInfo, ...props });
}

const namesOf = (chart: Chart): string[] =>
  Testing.synth(chart).filter(({ kind }) => kind !== 'DynaKube').map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`);

const OPERATOR = ['ServiceEntry dynatrace/dynakube-fqdn-operator', 'VirtualService dynatrace/dynakube-fqdn-operator'];
const CODE_MODULES = [
  'ServiceEntry dynatrace/dynakube-ip-oneagent', 'ServiceEntry dynatrace/dynakube-fqdn-oneagent', 'VirtualService dynatrace/dynakube-fqdn-oneagent',
];
const GATEWAY = ['ServiceEntry dynatrace/dynakube-fqdn-activegate', 'VirtualService dynatrace/dynakube-fqdn-activegate'];

test('the objects are those of enableIstio', () => {
  const chart = new Chart(new App(), 'monitoring');
  compatible(chart, { connectionInfo: ConnectionInfo.fromEndpoints('https://10.1.2.3:9999/communication') });

  const labels = { 'app.kubernetes.io/name': 'dynatrace-operator', 'app.kubernetes.io/created-by': 'dynakube' };
  const operator = { name: 'dynakube-fqdn-operator', namespace: 'dynatrace', labels: { ...labels, 'app.kubernetes.io/component': 'operator' } };
  expect(Testing.synth(chart)).toEqual([
    {
      apiVersion: 'networking.istio.io/v1beta1',
      kind: 'ServiceEntry',
      metadata: operator,
      spec: { hosts: ['abc12345.live.dynatrace.com'], ports: [{ name: 'https-443', number: 443, protocol: 'HTTPS' }], resolution: 'DNS' },
    },
    {
      apiVersion: 'networking.istio.io/v1beta1',
      kind: 'VirtualService',
      metadata: operator,
      spec: {
        hosts: ['abc12345.live.dynatrace.com'],
        tls: [{
          match: [{ port: 443, sniHosts: ['abc12345.live.dynatrace.com'] }],
          route: [{ destination: { host: 'abc12345.live.dynatrace.com', port: { number: 443 } } }],
        }],
      },
    },
    {
      apiVersion: 'networking.istio.io/v1beta1',
      kind: 'ServiceEntry',
      metadata: { name: 'dynakube-ip-oneagent', namespace: 'dynatrace', labels: { ...labels, 'app.kubernetes.io/component': 'oneagent' } },
      spec: { hosts: ['ignored.subdomain'], addresses: ['10.1.2.3/32'], ports: [{ name: 'TCP-9999', number: 9999, protocol: 'TCP' }] },
    },
  ]);
});

describe('a DynaKube gets objects for', () => {
  function own(chart: Chart, mode: DynaKubeMode, capabilities: ActiveGateCapability[] = []): DynaKube {
    return new DynaKube(chart, 'DynaKube', { apiUrl: API_URL, mode, activeGate: { capabilities } });
  }

  const activeGateConnectionInfo = ConnectionInfo.fromEndpoints(ACTIVE_GATE);

  test('its API, code modules and ActiveGate', () => {
    const chart = monitoring();
    compatible(chart, { dynakube: own(chart, DynaKubeMode.cloudNativeFullStack(), [ActiveGateCapability.ROUTING]), activeGateConnectionInfo });
    expect(namesOf(chart)).toEqual([...OPERATOR, ...CODE_MODULES, ...GATEWAY]);
  });

  test('its API and code modules, if it has no ActiveGate', () => {
    const chart = monitoring();
    compatible(chart, { dynakube: own(chart, DynaKubeMode.applicationMonitoring()) });
    expect(namesOf(chart)).toEqual([...OPERATOR, ...CODE_MODULES]);
  });

  test('its API and ActiveGate, if it injects no code modules', () => {
    const chart = monitoring();
    const dynakube = own(chart, DynaKubeMode.hostMonitoring(), [ActiveGateCapability.ROUTING]);
    compatible(chart, { dynakube, connectionInfo: undefined, activeGateConnectionInfo });
    expect(namesOf(chart)).toEqual([...OPERATOR, ...GATEWAY]);
  });

  test('no component that it does not have: a list for it fails the synth', () => {
    const chart = monitoring();
    compatible(chart, { dynakube: own(chart, DynaKubeMode.hostMonitoring()), activeGateConnectionInfo });
    expect(() => Testing.synth(chart)).toThrow(new Error([
      'Validation failed with the following errors:',
      "  [monitoring/Egress] 'connectionInfo' is for code modules, but the mode of the DynaKube \"dynakube\" does not inject them, so the operator would create no objects for it; leave it out",
      "  [monitoring/Egress] 'activeGateConnectionInfo' is for an ActiveGate, but the DynaKube \"dynakube\" has none, so the operator would create no objects for it; leave it out",
    ].join('\n')));
  });

  test('an ActiveGate that is enabled later', () => {
    const chart = monitoring();
    const dynakube = own(chart, DynaKubeMode.cloudNativeFullStack());
    compatible(chart, { dynakube, activeGateConnectionInfo });
    dynakube.addCapability(ActiveGateCapability.ROUTING);
    expect(namesOf(chart)).toEqual([...OPERATOR, ...CODE_MODULES, ...GATEWAY]);
  });
});

test('hosts keep their upper case, whatever the form of the connection info', () => {
  const hostsOf = (connectionInfo: ConnectionInfo): unknown => {
    const chart = monitoring();
    compatible(chart, { connectionInfo });
    const entry = chart.node.findChild('Egress').node.findChild('ServiceEntry-dynakube-fqdn-oneagent');
    return (entry as ApiObject).toJson().spec.hosts;
  };
  const urls = ['https://B.example.com/communication', 'https://a.example.com:9999/communication'];
  const hosts = ['B.example.com', 'a.example.com'];

  expect(hostsOf(ConnectionInfo.fromEndpoints(urls.join(';')))).toEqual(hosts);
  expect(hostsOf(ConnectionInfo.fromJson(JSON.stringify({ communicationEndpoints: urls })))).toEqual(hosts);
  expect(hostsOf(ConnectionInfo.fromJson(JSON.stringify(urls)))).toEqual(hosts);
  expect(hostsOf(ConnectionInfo.fromJson(JSON.stringify({ communicationEndpoints: [urls[0]], formattedCommunicationEndpoints: urls.join(';') })))).toEqual(hosts);
  expect(hostsOf(ConnectionInfo.of(...urls.map(url => CommunicationEndpoint.parse(url))))).toEqual(['a.example.com', 'b.example.com']);
});

test('labels and annotations of the user are added to those of the operator', () => {
  const chart = monitoring();
  compatible(chart, { connectionInfo: undefined, labels: { 'app.kubernetes.io/version': 'v1.10.2' }, annotations: { team: 'observability' } });
  expect(Testing.synth(chart).map(({ metadata }) => metadata)).toEqual(Array(2).fill({
    name: 'dynakube-fqdn-operator',
    namespace: 'dynatrace',
    labels: {
      'app.kubernetes.io/name': 'dynatrace-operator',
      'app.kubernetes.io/created-by': 'dynakube',
      'app.kubernetes.io/component': 'operator',
      'app.kubernetes.io/version': 'v1.10.2',
    },
    annotations: { team: 'observability' },
  }));
});

test('a host that several components have is nothing among the objects, which route it alike, and an error beside a VirtualService of the user', () => {
  const chart = monitoring();
  compatible(chart);
  const conflicts = () => Mesh.of(chart).findings().filter(({ rule }) => rule === 'virtual-service/conflicting-hosts').map(({ severity, path }) => [severity, path.split('/').at(-1)]);
  expect(conflicts()).toEqual([]);

  new ApiObject(chart, 'Own', {
    apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', metadata: { name: 'own' }, spec: { hosts: ['abc12345.live.dynatrace.com'] },
  });
  expect(conflicts()).toContainEqual(['error', 'Own']);
});

describe('workloads of a mesh', () => {
  function mesh(props: Partial<OperatorCompatibleEgressProps> = {}) {
    const app = new App();
    const chart = new Chart(app, 'monitoring', { namespace: 'dynatrace' });
    const dynakube = new DynaKube(chart, 'DynaKube', {
      apiUrl: API_URL, mode: DynaKubeMode.cloudNativeFullStack(), activeGate: { capabilities: [ActiveGateCapability.ROUTING] },
    });
    const oneAgent = compatible(chart, { dynakube, activeGateConnectionInfo: ConnectionInfo.fromEndpoints(ACTIVE_GATE), ...props });
    const shop = new Chart(app, 'shop', { namespace: 'shop' });
    const web = new kplus.Deployment(shop, 'Web', { metadata: { name: 'web' }, containers: [{ image: 'registry.example/web:1.0' }] });
    return { app, shop, web, oneAgent, sidecar: new Sidecar(shop, 'Sidecar') };
  }

  const errorsOf = (app: App): string[] => Mesh.of(app).findings().filter(({ severity }) => severity === 'error').map(({ rule }) => rule);

  test('whose Sidecar imports the objects reach the endpoints', () => {
    const { app, shop, oneAgent, sidecar } = mesh();
    sidecar.allowEgressTo(oneAgent);
    expect(errorsOf(app)).toEqual([]);
    expect(Testing.synth(shop).find(({ kind }) => kind === 'Sidecar').spec.egress).toEqual([{
      hosts: ['./*', 'dynatrace/abc12345.live.dynatrace.com', 'dynatrace/ignored.subdomain', 'dynatrace/sg-1.live.dynatrace.com', 'istio-system/*'],
    }]);
  });

  test('whose Sidecar does not import them are one error for all endpoints of code modules, and none for those of the ActiveGate', () => {
    const { app } = mesh();
    const messages = Mesh.of(app).findings().filter(({ rule }) => rule === 'mesh/egress-unreachable').map(({ message }) => message);
    expect(messages).toEqual([expect.stringMatching(/ does not reach https:\/\/abc12345\.live\.dynatrace\.com:443, tcp:\/\/10\.1\.2\.3:9999: /)]);
  });

  test('can bypass their sidecar to endpoints that are IP addresses', () => {
    const { oneAgent, web } = mesh();
    oneAgent.bypass(web);
    expect(ApiObject.of(web).toJson().spec.template.metadata.annotations).toEqual({ [ProxyBypass.EXCLUDE_OUTBOUND_IP_RANGES]: '10.1.2.3/32' });
  });

  test('need not reach the endpoints if they are exempted', () => {
    const { app, oneAgent, shop } = mesh();
    expect(() => oneAgent.exempt(shop, '')).toThrow(new Error('\'reason\' must explain why "shop" need not reach the endpoints, got ""'));
    oneAgent.exempt(shop, 'a cache without code modules');
    expect(errorsOf(app)).toEqual([]);
  });

  test('can\'t bypass their sidecar if no endpoint is an IP address', () => {
    const { app, oneAgent, web } = mesh({ connectionInfo: ConnectionInfo.fromEndpoints('https://abc12345.live.dynatrace.com') });
    oneAgent.bypass(web);
    expect(Mesh.of(app).findings().filter(({ rule }) => rule.startsWith('one-agent-egress/'))).toEqual([{
      rule: 'one-agent-egress/bypass-without-address',
      severity: 'warning',
      ruleUrl: 'https://github.com/cdk8s-istio-oneagent/cdk8s-istio-oneagent/blob/main/docs/rules/one-agent-egress/bypass-without-address.md',
      source: 'cdk8s-istio-oneagent',
      relatedObjects: [],
      path: 'monitoring/Egress',
      message: 'the bypass of "shop/Web" has no effect: no endpoint is an IP address, and endpoints with a host name need a ServiceEntry; remove the call of bypass()',
    }]);
  });

  test('connect after their sidecar is ready, if the DynaKube is part of the app', () => {
    const { app } = mesh();
    const dynakube = app.node.findChild('monitoring').node.findChild('DynaKube');
    expect(ApiObject.of(dynakube).toJson().metadata.annotations).toEqual({ 'feature.dynatrace.com/oneagent-initial-connect-retry-ms': '6000' });
  });

  test('are an error if a host has two ports, because Istio rejects the operator\'s VirtualService', () => {
    const { app, oneAgent, sidecar } = mesh({ connectionInfo: ConnectionInfo.fromEndpoints('https://ag.example.com:9999;https://ag.example.com') });
    sidecar.allowEgressTo(oneAgent);
    expect(errorsOf(app)).toContain('virtual-service/overlapping-hosts');
  });
});

describe('fails', () => {
  const list = ConnectionInfo.fromEndpoints;
  const incomplete = (prop: string, separator: string, component: string) => `'${prop}' must be a list that the operator reads completely, `
    + `but the operator separates endpoints by "${separator}" only and reads 1 of 2 endpoints, or other ones; use the answer of the API for ${component}`;

  test.each<[string, Partial<OperatorCompatibleEgressProps>, string]>([
    ['a label that the operator sets', { labels: { 'app.kubernetes.io/component': 'mesh' } },
      "'labels' must not have \"app.kubernetes.io/component\", which the operator sets, got \"mesh\"; leave it out"],
    ['what is not a label', { labels: { 'a b': 'c' } },
      "'labels' accepts keys of letters, digits, '-', '_' and '.', at most 63 characters, optionally prefixed with a DNS name and '/', got \"a b\""],
    ['what is not an annotation', { annotations: { 'a b': 'c' } },
      "'annotations' accepts keys of letters, digits, '-', '_' and '.', at most 63 characters, optionally prefixed with a DNS name and '/', got \"a b\""],
    ['a list that the operator rejects', { connectionInfo: list('https://a.example.com; https://b.example.com') },
      "'connectionInfo' part 2: must be an http or https URL, separated by \";\" without spaces, otherwise the operator rejects the whole list"],
    ['a list of which the operator misses the rest', { connectionInfo: list('https://a.example.com/x,https://b.example.com') },
      incomplete('connectionInfo', ';', 'OneAgent')],
    ['the list of an ActiveGate with the other separator', { activeGateConnectionInfo: list('https://a.example.com/x;https://b.example.com') },
      incomplete('activeGateConnectionInfo', ',', 'ActiveGate')],
  ])('on %s', (_, props, message) => {
    expect(() => compatible(monitoring(), props)).toThrow(new Error(message));
  });

  test('without a DynaKube whose API is known', () => {
    const error = new Error("'dynakube' must be a DynaKube with a known 'apiUrl', because the operator names its objects after the DynaKube and allows its API; pass 'apiUrl' to the DynaKube");
    const chart = monitoring();
    const dynakube = DynaKube.fromDynakubeAttributes(chart, 'DynaKube', { namespace: 'dynatrace', name: 'dynakube' });
    expect(() => compatible(chart, { dynakube })).toThrow(error);
    expect(() => new OperatorCompatibleEgress(chart, 'Other', {} as never)).toThrow(new Error('\'dynakube\' must be a DynaKube, got "undefined"'));
  });
});

test('enableIstio of the DynaKube is a conflict', () => {
  const chart = monitoring();
  compatible(chart, { dynakube: new DynaKube(chart, 'DynaKube', { apiUrl: API_URL, mode: DynaKubeMode.cloudNativeFullStack(), enableIstio: true }) });
  const conflicts = Mesh.of(chart).findings().filter(({ rule }) => rule === 'dynakube/istio-conflict');
  expect(conflicts).toHaveLength(5);
  expect(conflicts[0].message).toContain("'spec.enableIstio' makes the operator overwrite ServiceEntry dynatrace/dynakube-");
});
