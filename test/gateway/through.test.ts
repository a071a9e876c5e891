import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  ConnectionInfo, EgressGateway, EgressRouteOptions, ExportScope, GatewayTls, IEgressGateway, Mesh, OneAgentEgress, PortProtocol, Resolution,
  ServiceEntry, ServiceEntryEndpoint, ServiceEntryProps, ServicePort, Sidecar,
} from '../../src';
import type { KubernetesObject } from '../../src/analysis/base/kubernetes-object';
import { MeshModel } from '../../src/analysis/model/mesh-model';
import { reach } from '../../src/analysis/reach/reachability';

interface Manifest { kind: string; metadata: { name: string; namespace?: string }; spec?: any }

interface Fixture {
  readonly app: App;
  readonly egress: Chart;
  readonly shop: Chart;
  readonly gateway: IEgressGateway;
}

function fixture(): Fixture {
  const app = new App();
  new Mesh(app, 'Mesh');
  const egress = new Chart(app, 'egress', { namespace: 'egress' });
  return { app, egress, shop: new Chart(app, 'shop', { namespace: 'shop' }), gateway: new EgressGateway(egress, 'Gateway') };
}

/** The objects of a ServiceEntry that goes through a gateway, by kind. */
function routed(props: Partial<ServiceEntryProps>, options?: EgressRouteOptions): Record<string, Manifest> {
  const { shop, gateway } = fixture();
  new ServiceEntry(shop, 'Api', { hosts: ['api.example'], metadata: { name: 'api.v1' }, ...props }).through(gateway, options);
  return Object.fromEntries((Testing.synth(shop) as Manifest[]).map(object => [object.kind, object]));
}

const HOST = 'egress-gateway.egress.svc.cluster.local';

test('TLS of the clients passes the gateway by its server name', () => {
  const { ServiceEntry: entry, Gateway: gateway, VirtualService: virtualService, ...others } = routed({ hosts: ['a.example', 'b.example'], ports: [ServicePort.https(9999)] });
  expect(others).toEqual({});
  expect(entry.spec).toEqual({
    hosts: ['a.example', 'b.example'], ports: [{ name: 'https-9999', number: 9999, protocol: 'HTTPS' }], location: 'MESH_EXTERNAL', resolution: 'DNS',
  });
  expect(gateway).toEqual({
    apiVersion: 'networking.istio.io/v1',
    kind: 'Gateway',
    metadata: { name: 'api-v1', namespace: 'shop' },
    spec: {
      selector: { istio: 'egress-gateway' },
      servers: [{ port: { number: 443, name: 'tls-443', protocol: 'TLS' }, hosts: ['a.example', 'b.example'], tls: { mode: 'PASSTHROUGH' } }],
    },
  });
  expect(virtualService).toEqual({
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name: 'api.v1', namespace: 'shop' },
    spec: {
      hosts: ['a.example', 'b.example'],
      gateways: ['mesh', 'shop/api-v1'],
      tls: [
        { match: [{ gateways: ['mesh'], port: 9999, sniHosts: ['a.example', 'b.example'] }], route: [{ destination: { host: HOST, port: { number: 443 } } }] },
        { match: [{ gateways: ['shop/api-v1'], port: 443, sniHosts: ['a.example'] }], route: [{ destination: { host: 'a.example', port: { number: 9999 } } }] },
        { match: [{ gateways: ['shop/api-v1'], port: 443, sniHosts: ['b.example'] }], route: [{ destination: { host: 'b.example', port: { number: 9999 } } }] },
      ],
    },
  });
});

test('requests use mutual TLS on the way to the gateway, by a subset of its Service', () => {
  const { egress, shop, gateway } = fixture();
  const entry = new ServiceEntry(shop, 'Api', { hosts: ['api.example'], ports: [ServicePort.https()], metadata: { name: 'api' } });
  entry.through(gateway);
  expect((Testing.synth(egress) as Manifest[]).map(({ kind }) => kind)).not.toContain('DestinationRule');
  entry.addPort(ServicePort.http(8080));
  const [, server] = (Testing.synth(shop) as Manifest[]).find(({ kind }) => kind === 'Gateway')!.spec.servers;
  expect(server).toEqual({ port: { number: 80, name: 'http-80', protocol: 'HTTPS' }, hosts: ['api.example'], tls: { mode: 'ISTIO_MUTUAL' } });
  expect((Testing.synth(shop) as Manifest[]).find(({ kind }) => kind === 'VirtualService')!.spec.http).toEqual([
    { match: [{ gateways: ['mesh'], port: 8080 }], route: [{ destination: { host: HOST, subset: 'shop-api', port: { number: 80 } } }] },
    { match: [{ gateways: ['shop/api'], port: 80 }], route: [{ destination: { host: 'api.example', port: { number: 8080 } } }] },
  ]);
  expect((Testing.synth(egress) as Manifest[]).find(({ kind }) => kind === 'DestinationRule')).toEqual({
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    metadata: { name: 'egress-gateway', namespace: 'egress' },
    spec: {
      host: HOST,
      subsets: [{ name: 'shop-api', trafficPolicy: { portLevelSettings: [{ port: { number: 80 }, tls: { mode: 'ISTIO_MUTUAL', sni: 'api.example' } }] } }],
    },
  });
});

test('requests can be plain text on the way to the gateway', () => {
  const { Gateway: gateway, VirtualService: virtualService } = routed({ ports: [ServicePort.http()] }, { mutualTls: false });
  expect(gateway.spec.servers).toEqual([{ port: { number: 80, name: 'http-80', protocol: 'HTTP' }, hosts: ['api.example'] }]);
  expect(virtualService.spec.http[0].route).toEqual([{ destination: { host: HOST, port: { number: 80 } } }]);
});

test('the gateway starts TLS: the entry gets a target port, and only the gateway sees the DestinationRule', () => {
  const { ServiceEntry: entry, DestinationRule: rule } = routed(
    { ports: [ServicePort.http(), ServicePort.of({ number: 8080, protocol: PortProtocol.HTTP, targetPort: 8443 }), ServicePort.https()] },
    { originateTls: GatewayTls.mutual('client', { sni: 'sni.example', subjectAltNames: ['san.example'] }) },
  );
  expect(entry.spec.ports).toEqual([
    { name: 'http-80', number: 80, protocol: 'HTTP', targetPort: 443 },
    { name: 'https-443', number: 443, protocol: 'HTTPS' },
    { name: 'http-8080', number: 8080, protocol: 'HTTP', targetPort: 8443 },
  ]);
  const tls = { mode: 'MUTUAL', credentialName: 'client', sni: 'sni.example', subjectAltNames: ['san.example'] };
  expect(rule).toEqual({
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    metadata: { name: 'shop-api.v1', namespace: 'egress' },
    spec: { host: 'api.example', exportTo: ['.'], workloadSelector: { matchLabels: { istio: 'egress-gateway' } }, trafficPolicy: { portLevelSettings: [{ port: { number: 80 }, tls }, { port: { number: 8080 }, tls }] } },
  });
});

test.each([GatewayTls.simple(), GatewayTls.simple({ caCredentialName: 'authority' }), GatewayTls.mutual('client')])('the gateway compares the certificate of the server with the host', tls => {
  const { DestinationRule: rule } = routed({ ports: [ServicePort.http()] }, { originateTls: tls });
  expect(rule.spec.trafficPolicy.portLevelSettings[0].tls).toEqual(expect.objectContaining({ sni: 'api.example', subjectAltNames: ['api.example'] }));
});

test('TCP goes by its own port, for the addresses of the entry', () => {
  const { Gateway: gateway, VirtualService: virtualService } = routed({
    addresses: ['203.0.113.7', '203.0.113.0/28'], endpoints: [ServiceEntryEndpoint.ip('203.0.113.7')], ports: [ServicePort.tcp(5432)],
  });
  expect(gateway.spec.servers).toEqual([{ port: { number: 5432, name: 'tcp-5432', protocol: 'TCP' }, hosts: ['api.example'] }]);
  expect(virtualService.spec.tcp).toEqual([
    { match: [{ gateways: ['mesh'], port: 5432, destinationSubnets: ['203.0.113.0/28', '203.0.113.7'] }], route: [{ destination: { host: HOST, port: { number: 5432 } } }] },
    { match: [{ gateways: ['shop/api-v1'], port: 5432 }], route: [{ destination: { host: 'api.example', port: { number: 5432 } } }] },
  ]);
});

describe('exportTo', () => {
  test.each<[string, ExportScope[] | undefined, string[] | undefined]>([
    ['nothing if it is left out', undefined, undefined],
    ['nothing if it is visible everywhere', [ExportScope.everywhere()], ['*']],
    ['nothing if it has the namespace', [ExportScope.namespace('egress'), ExportScope.sameNamespace()], ['.', 'egress']],
    ['the namespace of the gateway', [ExportScope.sameNamespace()], ['.', 'egress']],
  ])('gets %s', (_, exportTo, expected) => {
    const { ServiceEntry: entry, VirtualService: virtualService } = routed({ exportTo, ports: [ServicePort.https()] });
    expect([entry.spec.exportTo, virtualService.spec.exportTo]).toEqual([expected, expected]);
  });
});

test('long names become labels with a hash', () => {
  const { Gateway: gateway } = routed({ metadata: { name: `${'long-name.'.repeat(8)}end` }, ports: [ServicePort.https()] });
  expect(gateway.metadata.name).toMatch(/^(?:long-name-){5}long-[0-9a-f]{8}$/);
});

describe('what cannot go through a gateway is refused', () => {
  test.each<[string, Partial<ServiceEntryProps>, string, EgressRouteOptions | undefined]>([
    ['a wildcard', { hosts: ['*.example.com'], ports: [ServicePort.https()] },
      '"*.example.com" can\'t go through an egress gateway, which must know the hosts that it connects to; list them in \'hosts\', or leave through() out', undefined],
    ['resolution NONE', { resolution: Resolution.NONE, ports: [ServicePort.https()] },
      'a ServiceEntry with resolution NONE can\'t go through an egress gateway, which does not know the address that the client connects to; set Resolution.DNS, or Resolution.STATIC with \'endpoints\'', undefined],
    ['UDP', { ports: [ServicePort.of({ number: 53, protocol: PortProtocol.UDP })] },
      'port 53 (UDP) can\'t go through an egress gateway; declare it in a ServiceEntry without through()', undefined],
    ['several hosts of requests', { hosts: ['b.example', 'a.example'], ports: [ServicePort.http()] },
      'port 80 (HTTP) of several hosts can\'t go through one route, got "a.example", "b.example"; use one ServiceEntry for each host', undefined],
    ['TLS that starts from TLS', { ports: [ServicePort.https()] },
      '\'originateTls\' is for requests that clients send in plain text, but the ServiceEntry has no port for them; add ServicePort.http(), or leave \'originateTls\' out',
      { originateTls: GatewayTls.simple() }],
  ])('%s', (_, props, message, options) => {
    expect(() => routed(props, options)).toThrow(message);
  });

  test('a wildcard, by no message that tells to use DNS, which a wildcard can\'t have', () => {
    const { app, shop, gateway } = fixture();
    new ServiceEntry(shop, 'Api', { hosts: ['*.example.com'], ports: [ServicePort.https()] }).through(gateway);
    const { message } = (() => { try { app.synthYaml(); return new Error(''); } catch (error) { return error as Error; } })();
    expect(message).toContain('"*.example.com" can\'t go through an egress gateway');
    expect(message).not.toContain('use DNS');
    expect(message).toContain('has the resolution NONE, with which a gateway has no endpoint; route to the ServiceEntry of one concrete host');
  });

  test('a second database on the port of the first', () => {
    const { app, shop, gateway } = fixture();
    for (const [name, address] of [['a', '203.0.113.1'], ['b', '203.0.113.2']]) {
      const entry = new ServiceEntry(shop, name, {
        hosts: [`${name}.example`], addresses: [address], endpoints: [ServiceEntryEndpoint.ip(address)], ports: [ServicePort.tcp(5432)],
      });
      entry.through(gateway);
    }
    expect(() => app.synthYaml()).toThrow(`[shop/b] port 5432 of the egress gateway "${HOST}" already leads to "a.example:5432", and nothing tells connections to "b.example:5432" apart; use another gateway`);
  });

  test.each<[string, ServicePort[], EgressRouteOptions, string]>([
    ['requests with mutual TLS and without on one port', [ServicePort.http()], { mutualTls: false }, '[shop/b] port 80 of the egress gateway'],
    ['two ports of one entry on one port', [ServicePort.http(), ServicePort.http(443), ServicePort.https(8443)], {}, '[shop/b] port 443 of the egress gateway'],
    ['a port of the proxy itself', [ServicePort.tcp(15021)], {}, 'port 15021 can\'t go through an egress gateway, whose own proxy listens on it'],
    ['an entry without ports', [], {}, 'a ServiceEntry without ports can\'t go through an egress gateway; add one with addPort()'],
  ])('%s', (_, ports, options, message) => {
    const { app, shop, gateway } = fixture();
    new ServiceEntry(shop, 'a', { hosts: ['a.example'], ports: [ServicePort.http()] }).through(gateway);
    new ServiceEntry(shop, 'b', { hosts: ['b.example'], addresses: ports.some(({ number }) => number === 15021) ? ['203.0.113.1'] : undefined, ports }).through(gateway, options);
    expect(() => app.synthYaml()).toThrow(message);
  });

  test('a second gateway', () => {
    const { shop, gateway } = fixture();
    const entry = new ServiceEntry(shop, 'Api', { hosts: ['api.example'] });
    entry.through(gateway);
    expect(() => { entry.through(gateway); }).toThrow(`the connections already go through the egress gateway "${HOST}", so they can't go through "${HOST}"; call through() once`);
  });
});

test.each([
  [{ caCredentialName: 'a' }, '\'caCredentialName\' must not be set for mutual TLS, got "a"; add the certificates to Secret "client" in the key "ca.crt"'],
])('GatewayTls.mutual() with %j is refused', (options, message) => {
  expect(() => GatewayTls.mutual('client', options)).toThrow(message);
});

describe('the proof', () => {
  function app(): { entry: ServiceEntry; findings: () => string[] } {
    const { shop, gateway, app: root } = fixture();
    new ApiObject(shop, 'Namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { 'istio-injection': 'enabled' } } });
    new kplus.Deployment(shop, 'Web', { metadata: { name: 'web' }, containers: [{ image: 'registry.example/web:1.0' }] });
    const entries = new Chart(root, 'entries', { namespace: 'entries' });
    const entry = new ServiceEntry(entries, 'Api', { hosts: ['api.example'], ports: [ServicePort.https()], metadata: { name: 'api' } });
    entry.through(gateway);
    new Sidecar(shop, 'Sidecar').allowEgressTo(entry);
    return {
      entry,
      findings: () => (root.node.findAll().find(each => each instanceof Mesh) as Mesh).findings().filter(({ severity }) => severity !== 'info')
        .map(({ rule, message }) => `${rule}: ${message}`),
    };
  }

  test('succeeds if the sidecars see the VirtualService', () => {
    expect(app().findings()).toEqual([]);
  });

  test('fails if the connection would arrive past the gateway', () => {
    const { entry, findings } = app();
    (entry.node.findChild('VirtualService') as ApiObject).addJsonPatch(JsonPatch.add('/spec/exportTo', ['.', 'egress']));
    expect(findings()).toEqual([
      'mesh/egress-unreachable: Deployment shop/web does not reach https://api.example:443: It does not go through Service egress/egress-gateway. '
      + 'A TLS connection from namespace shop to api.example:443 reaches ServiceEntry entries/api, imported by Sidecar shop/default. The sidecar sends the TLS of the client to api.example:443. '
      + 'The sidecar does not see the VirtualService that leads to the gateway: import its namespace in the Sidecar, and export it to the namespace of the workload.',
    ]);
  });
});

test('the subset is found in a cluster with a domain of its own', () => {
  const app = new App();
  const mesh = new Mesh(app, 'Mesh', { clusterDomain: 'corp.internal' });
  const gateway = new EgressGateway(new Chart(app, 'egress', { namespace: 'egress' }), 'Gateway');
  new ServiceEntry(new Chart(app, 'shop', { namespace: 'shop' }), 'Api', { hosts: ['api.example'], ports: [ServicePort.http()] }).through(gateway);
  expect(mesh.findings()).toEqual([]);
});

test('apps that share a gateway keep each other\'s subsets: each route has a DestinationRule of its own, and istiod merges them', () => {
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'istio-egressgateway', namespace: 'istio-system' }, spec: { ports: [{ name: 'http2', port: 80 }] } };
  const ofApp = (namespace: string): KubernetesObject[] => {
    const chart = new Chart(new App(), namespace, { namespace });
    const gateway = EgressGateway.fromEgressGatewayAttributes(chart, 'Gateway', {});
    for (const name of ['api', 'files']) {
      new ServiceEntry(chart, name, { hosts: [`${name}.${namespace}.example`], ports: [ServicePort.http()], metadata: { name } }).through(gateway);
    }
    return Testing.synth(chart) as KubernetesObject[];
  };
  const objects = [service, ...ofApp('shop'), ...ofApp('bank')];
  const rules = objects.filter(({ kind }) => kind === 'DestinationRule');
  expect(rules.map(({ metadata }) => metadata)).toEqual(['shop-api', 'shop-files', 'bank-api', 'bank-files']
    .map(name => ({ name: `istio-egressgateway-${name}`, namespace: 'istio-system' })));

  const blocked = (all: readonly KubernetesObject[]) => ['shop', 'bank'].flatMap(namespace => ['api', 'files'].filter(name => reach(MeshModel.of(all), {
    namespace, host: `${name}.${namespace}.example`, port: 80, protocol: 'http',
  }).verdict === 'BLOCKED').map(name => `${namespace}-${name}`));
  expect(blocked(objects)).toEqual([]);
  expect(rules.map(rule => blocked(objects.filter(object => object !== rule)))).toEqual([['shop-api'], ['shop-files'], ['bank-api'], ['bank-files']]);
});

test('a route gets its DestinationRule once, also if a port for requests comes later, and none for TLS', () => {
  const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
  const gateway = EgressGateway.fromEgressGatewayAttributes(chart, 'Gateway', { ports: [80, 443, 8080] });
  const entry = new ServiceEntry(chart, 'Api', { hosts: ['api.example'], ports: [ServicePort.https()], metadata: { name: 'api' } });
  entry.through(gateway);
  const rules = () => (Testing.synth(chart) as Manifest[]).filter(({ kind }) => kind === 'DestinationRule');
  expect(rules()).toEqual([]);

  entry.addPort(ServicePort.http());
  entry.addPort(ServicePort.http(8080));
  const [rule, ...others] = rules();
  expect([rule.metadata.name, others]).toEqual(['istio-egressgateway-shop-api', []]);
  expect(rule.spec.subsets[0].trafficPolicy.portLevelSettings.map(({ port }: { port: object }) => port)).toEqual([{ number: 80 }, { number: 8080 }]);
});

test.each([
  'egress-gateway.egress.svc.cluster.local', 'egress-gateway.egress.svc', 'egress-gateway.egress',
])('the Service of the gateway can\'t go through itself, as %s', host => {
  const { shop, gateway } = fixture();
  new ServiceEntry(shop, 'Api', { hosts: [host], ports: [ServicePort.https()] }).through(gateway);
  expect(() => Testing.synth(shop)).toThrow(`"${host}" is the Service of the egress gateway, which would connect to itself without end; remove the ServiceEntry, or leave through() out`);
});

test('the name of a gateway must be valid for its Service', () => {
  expect(() => new EgressGateway(fixture().egress, 'Other', { metadata: { name: 'egress.gateway' } })).toThrow(
    new Error('\'metadata.name\' must be the name of a Service (lower-case letters, digits and \'-\', 63 characters at most, a letter first), got "egress.gateway"'));
});

describe('OneAgentEgress', () => {
  const endpoints = ['https://abc12345.live.dynatrace.com/communication', 'https://203.0.113.10:9999/communication', 'https://ag.dynatrace.svc.cluster.local:443/communication'];
  const connectionInfo = ConnectionInfo.fromJson(JSON.stringify({ tenantUUID: 'abc12345', communicationEndpoints: endpoints }));

  function kindsAndNames(chart: Chart): string[] {
    return (Testing.synth(chart) as Manifest[]).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  }

  test('leads host names through the gateway, also later ones, and leaves addresses and Services direct', () => {
    const { shop, gateway } = fixture();
    const oneAgent = new OneAgentEgress(shop, 'OneAgent', { connectionInfo });
    oneAgent.through(gateway);
    oneAgent.addConnectionInfo(ConnectionInfo.fromJson(JSON.stringify({ tenantUUID: 'abc12345', communicationEndpoints: ['https://later.example:9999/communication'] })));
    expect(kindsAndNames(shop)).toEqual([
      'ServiceEntry oneagent-203.0.113.10',
      'ServiceEntry oneagent-abc12345.live.dynatrace.com', 'Gateway oneagent-abc12345-live-dynatrace-com', 'VirtualService oneagent-abc12345.live.dynatrace.com',
      'ServiceEntry oneagent-later.example', 'Gateway oneagent-later-example', 'VirtualService oneagent-later.example',
    ]);
  });

  test('refuses a second gateway, and VirtualServices of its own', () => {
    const { shop, gateway } = fixture();
    const oneAgent = new OneAgentEgress(shop, 'OneAgent', { connectionInfo });
    oneAgent.through(gateway);
    expect(() => { oneAgent.through(gateway); }).toThrow('the connections already go through the egress gateway');
    const routes = new OneAgentEgress(shop, 'Routes', { connectionInfo, virtualServices: true, entryNamePrefix: 'other-' });
    expect(() => { routes.through(gateway); }).toThrow('\'virtualServices\' can\'t be combined with through(), which creates the VirtualServices; leave it out');
  });
});
