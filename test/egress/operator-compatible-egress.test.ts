import { ApiObject, App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  ActiveGateCapability, CommunicationEndpoint, ConnectionInfo, DynaKube, DynaKubeMode, ExportScope, IDynaKube, Mesh, OneAgentEgress,
  OneAgentEgressProps, ProxyBypass, Sidecar,
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

function compatible(chart: Chart, props: OneAgentEgressProps = {}): OneAgentEgress {
  const connectionInfo = ConnectionInfo.fromEndpoints(ONE_AGENT);
  return new OneAgentEgress(chart, 'OneAgentEgress', { dynakube: props.dynakube ?? imported(chart), connectionInfo, operatorCompatible: true, ...props });
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

  test('nothing that is off: a list for it fails the synth', () => {
    const chart = monitoring();
    compatible(chart, { dynakube: own(chart, DynaKubeMode.hostMonitoring()), activeGateConnectionInfo });
    expect(() => Testing.synth(chart)).toThrow("'connectionInfo' is for code modules, which the mode of the DynaKube does not inject: the operator would make no objects of it; leave it out, or 'operatorCompatible'");
    expect(() => Testing.synth(chart)).toThrow("'activeGateConnectionInfo' is for an ActiveGate, which the DynaKube does not have: the operator would make no objects of it; leave it out, or 'operatorCompatible'");
  });

  test('an ActiveGate that is turned on later', () => {
    const chart = monitoring();
    const dynakube = own(chart, DynaKubeMode.cloudNativeFullStack());
    compatible(chart, { dynakube, activeGateConnectionInfo });
    dynakube.addCapability(ActiveGateCapability.ROUTING);
    expect(namesOf(chart)).toEqual([...OPERATOR, ...CODE_MODULES, ...GATEWAY]);
  });
});

test('the list keeps its letters, however the connection info was read', () => {
  const hostsOf = (connectionInfo: ConnectionInfo): unknown => {
    const chart = monitoring();
    compatible(chart, { connectionInfo });
    const entry = chart.node.findChild('OneAgentEgress').node.findChild('ServiceEntry-dynakube-fqdn-oneagent');
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

test('labels and annotations of the user stand beside those of the operator', () => {
  const chart = monitoring();
  compatible(chart, { connectionInfo: undefined, metadata: { labels: { 'app.kubernetes.io/version': 'v1.10.2' }, annotations: { team: 'observability' } } });
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

test('a host that several components have is a warning among the objects, and an error beside a VirtualService of the user', () => {
  const chart = monitoring();
  compatible(chart);
  const conflicts = () => Mesh.of(chart).findings().filter(({ rule }) => rule === 'virtual-service/conflicting-hosts').map(({ severity, path }) => [severity, path.split('/').at(-1)]);
  expect(conflicts()).toEqual([['warning', 'VirtualService-dynakube-fqdn-operator'], ['warning', 'VirtualService-dynakube-fqdn-oneagent']]);

  new ApiObject(chart, 'Own', {
    apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', metadata: { name: 'own' }, spec: { hosts: ['abc12345.live.dynatrace.com'] },
  });
  expect(conflicts()).toContainEqual(['error', 'Own']);
});

describe('workloads of a mesh', () => {
  function mesh(props: OneAgentEgressProps = {}): { app: App; shop: Chart; web: kplus.Deployment; oneAgent: OneAgentEgress; sidecar: Sidecar } {
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

  test('whose Sidecar imports the objects are proved to get out', () => {
    const { app, shop, oneAgent, sidecar } = mesh();
    sidecar.allowEgressTo(oneAgent);
    expect(errorsOf(app)).toEqual([]);
    expect(Testing.synth(shop).find(({ kind }) => kind === 'Sidecar').spec.egress).toEqual([{
      hosts: ['./*', 'dynatrace/abc12345.live.dynatrace.com', 'dynatrace/ignored.subdomain', 'dynatrace/sg-1.live.dynatrace.com', 'istio-system/*'],
    }]);
  });

  test('whose Sidecar does not are an error for each endpoint of code modules, and for none that is the ActiveGate\'s alone', () => {
    const { app } = mesh();
    const messages = Mesh.of(app).findings().filter(({ rule }) => rule === 'mesh/egress-unreachable').map(({ message }) => message);
    expect(messages).toEqual([expect.stringContaining('https://abc12345.live.dynatrace.com:443'), expect.stringContaining('tcp://10.1.2.3:9999')]);
  });

  test('go past the sidecar to endpoints that are IP addresses', () => {
    const { oneAgent, web } = mesh();
    oneAgent.bypass(web);
    expect(ApiObject.of(web).toJson().spec.template.metadata.annotations).toEqual({ [ProxyBypass.EXCLUDE_OUTBOUND_IP_RANGES]: '10.1.2.3/32' });
  });

  test('are let down by the operator\'s mistakes: one host with two ports is what Istio refuses', () => {
    const { app, oneAgent, sidecar } = mesh({ connectionInfo: ConnectionInfo.fromEndpoints('https://ag.example.com:9999;https://ag.example.com') });
    sidecar.allowEgressTo(oneAgent);
    expect(errorsOf(app)).toContain('virtual-service/overlapping-hosts');
  });
});

describe('fails', () => {
  const list = ConnectionInfo.fromEndpoints;
  const only = (separator: string, component: string) =>
    `because only "${separator}" separates them for it; use the answer of the API's call for ${component}`;

  test.each<[string, OneAgentEgressProps, string]>([
    ['exportTo', { exportTo: [ExportScope.sameNamespace()] },
      "'exportTo' can't be set with 'operatorCompatible': all namespaces see what the operator makes; leave one of the two out"],
    ['a prefix', { entryNamePrefix: 'dt-' },
      "'entryNamePrefix' can't be set with 'operatorCompatible': the operator names its objects after the DynaKube; leave one of the two out"],
    ['a cluster domain', { clusterDomain: 'cluster.local' },
      "'clusterDomain' can't be set with 'operatorCompatible': the operator treats the cluster's own Services like any other host; leave one of the two out"],
    ['no VirtualServices', { virtualServices: false },
      "'virtualServices' can't be set with 'operatorCompatible': the operator makes a VirtualService beside each ServiceEntry for names; leave one of the two out"],
    ['a name', { metadata: { name: 'x' } },
      "'metadata.name' would name several ServiceEntries alike, got \"x\"; leave it out"],
    ['another namespace', { metadata: { namespace: 'egress' } },
      "'metadata.namespace' must be that of the DynaKube with 'operatorCompatible', got \"egress\" instead of \"dynatrace\"; leave it out"],
    ['a label of the operator', { metadata: { labels: { 'app.kubernetes.io/component': 'mesh' } } },
      "'metadata.labels' can't have \"app.kubernetes.io/component\" with 'operatorCompatible': its value is the operator's, got \"mesh\"; leave it out"],
    ['a list that the operator refuses', { connectionInfo: list('https://a.example.com; https://b.example.com') },
      "'connectionInfo' part 2: the operator reads http and https URLs joined by \";\" without blanks, and refuses the whole list"],
    ['a list of which the operator misses the rest', { connectionInfo: list('https://a.example.com/x,https://b.example.com') },
      `'connectionInfo' must be what the operator reads with 'operatorCompatible': it reads 1 of the 2 endpoints, or others, ${only(';', 'OneAgent')}`],
    ['the list of an ActiveGate with the other separator', { activeGateConnectionInfo: list('https://a.example.com/x;https://b.example.com') },
      `'activeGateConnectionInfo' must be what the operator reads with 'operatorCompatible': it reads 1 of the 2 endpoints, or others, ${only(',', 'ActiveGate')}`],
  ])('on %s', (_, props, message) => {
    expect(() => compatible(monitoring(), props)).toThrow(new Error(message));
  });

  test('without a DynaKube whose API is known', () => {
    const message = "'operatorCompatible' needs a 'dynakube' whose 'apiUrl' is known: the operator names its objects after the DynaKube, and admits its API first";
    const chart = monitoring();
    const dynakube = DynaKube.fromDynakubeAttributes(chart, 'DynaKube', { namespace: 'dynatrace', name: 'dynakube' });
    expect(() => compatible(chart, { dynakube })).toThrow(new Error(message));
    expect(() => new OneAgentEgress(chart, 'Other', { connectionInfo: list(ONE_AGENT), operatorCompatible: true })).toThrow(new Error(message));
  });

  test('on an ActiveGate\'s list without the operator\'s way', () => {
    expect(() => compatible(monitoring(), { operatorCompatible: false, activeGateConnectionInfo: list(ACTIVE_GATE) }))
      .toThrow(new Error("'activeGateConnectionInfo' goes with 'operatorCompatible' only; pass it to addConnectionInfo()"));
  });

  test('where the objects would be changed', () => {
    const oneAgent = compatible(monitoring());
    const message = (member: string) => new Error(`'${member}' can't be used with 'operatorCompatible': the operator knows no endpoints but those of the API's lists, and its objects are as it makes them`);
    expect(() => oneAgent.addEndpoint(CommunicationEndpoint.of({ host: 'ag.example.com' }))).toThrow(message('addEndpoint()'));
    expect(() => oneAgent.addConnectionInfo(list('https://ag.example.com'))).toThrow(message('addConnectionInfo()'));
    expect(() => oneAgent.serviceEntries).toThrow(message('serviceEntries'));
  });
});

test('enableIstio on the DynaKube itself is a conflict', () => {
  const chart = monitoring();
  compatible(chart, { dynakube: new DynaKube(chart, 'DynaKube', { apiUrl: API_URL, mode: DynaKubeMode.cloudNativeFullStack(), enableIstio: true }) });
  const conflicts = Mesh.of(chart).findings().filter(({ rule }) => rule === 'dynakube/istio-conflict');
  expect(conflicts).toHaveLength(5);
  expect(conflicts[0].message).toContain("'spec.enableIstio' makes the operator overwrite ServiceEntry dynatrace/dynakube-");
});
