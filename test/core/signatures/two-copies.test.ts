import * as cdk8s from 'cdk8s';
import * as constructs from 'constructs';
import * as library from '../../../src';

const { App, Chart, Duration } = cdk8s;

// A construct library can have its own copy of this library: its classes are not ours, and `instanceof` fails. The peers cdk8s and constructs are there once.
let other = library;
jest.isolateModules(() => {
  jest.doMock('cdk8s', () => cdk8s);
  jest.doMock('constructs', () => constructs);
  other = jest.requireActual<typeof library>('../../../src');
});

/** An app whose values come from a copy of the library. */
function manifests(values: typeof library): unknown {
  const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
  new library.Mesh(chart, 'Mesh', { outboundTrafficPolicy: values.OutboundTrafficPolicy.registryOnly(), failOn: values.FailOn.NEVER });
  const entry = new values.ServiceEntry(chart, 'Entry', {
    hosts: ['api.example.com'],
    ports: [values.ServicePort.tls()],
    resolution: values.Resolution.STATIC,
    endpoints: [values.ServiceEntryEndpoint.ip('203.0.113.7')],
    exportTo: [values.ExportScope.namespace('shop'), values.ExportScope.sameNamespace()].slice(0, 1),
  });
  entry.addPort(values.ServicePort.https(8443));
  const sidecar = new library.Sidecar(chart, 'Sidecar', {
    hosts: [values.EgressHost.sameNamespace(), values.EgressHost.of('shop/api.example.com'), entry],
    outboundTrafficPolicy: values.OutboundTrafficPolicy.egressProxy({ host: 'proxy.example.com', port: 8080 }),
    inboundConnectionPool: { tcp: { idleTimeout: Duration.seconds(3) } },
  });
  sidecar.removeEgressHost(values.EgressHost.sameNamespace());
  const dynakube = new values.DynaKube(chart, 'Dynakube', {
    apiUrl: 'https://abc12345.live.dynatrace.com/api',
    mode: values.DynaKubeMode.cloudNativeFullStack({ rollingUpdate: { maxUnavailable: values.IntOrString.percent(10) } }),
    tokens: values.TokenSecret.fromSecretName('tokens'),
    proxy: values.DynatraceProxy.fromSecretName('proxy'),
    activeGate: { capabilities: [values.ActiveGateCapability.ROUTING], customProperties: values.ActiveGateCustomProperties.text('[a]') },
    featureFlags: [values.FeatureFlag.nodeImagePull(true)],
  });
  sidecar.allowEgressTo(new library.OneAgentEgress(chart, 'Egress', {
    dynakube, connectionInfo: values.ConnectionInfo.fromEndpoints('https://abc12345.live.dynatrace.com:443/communication'), exportTo: [values.ExportScope.everywhere()],
  }));
  return chart.toJson();
}

test('values and constructs of another copy of the library mean the same as its own', () => {
  expect(other.ServicePort).not.toBe(library.ServicePort);
  expect(manifests(other)).toEqual(manifests(library));
});
