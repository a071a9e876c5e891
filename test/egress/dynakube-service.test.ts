import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  ActiveGateCapability, DynaKube, DynaKubeProps, DynaKubeService, IDynaKube, Mesh, OutboundTrafficPolicy, Sidecar, TelemetryIngest, TelemetryProtocol,
} from '../../src';

function monitoringOf(app: App): Chart {
  return new Chart(app, 'monitoring', { namespace: 'dynatrace' });
}

function dynakube(props: Partial<DynaKubeProps>, app = new App()): DynaKube {
  return new DynaKube(monitoringOf(app), 'DynaKube', { apiUrl: 'https://abc12345.live.dynatrace.com/api', ...props });
}

function ingestOf(telemetryIngest: TelemetryIngest): DynaKubeService {
  return DynaKubeService.telemetryIngest(dynakube({ telemetryIngest }));
}

describe('the Service for telemetry', () => {
  test('has the TCP ports of all protocols by default', () => {
    const service = ingestOf({});

    expect(service.host).toBe('dynakube-telemetry-ingest.dynatrace.svc.cluster.local');
    expect(service.egressHosts.map(({ value }) => value)).toEqual(['dynatrace/dynakube-telemetry-ingest.dynatrace.svc.cluster.local']);
    expect(service.destinations.map(String)).toEqual([4317, 4318, 9411, 14250, 14268].map(port => `http://dynakube-telemetry-ingest.dynatrace.svc.cluster.local:${port}`));
  });

  test('has the name and the protocols of the DynaKube, and TLS with a certificate', () => {
    const service = ingestOf({ serviceName: 'telemetry', protocols: [TelemetryProtocol.OTLP, TelemetryProtocol.STATSD], tlsRefName: 'telemetry-tls' });

    expect(service.destinations.map(String)).toEqual([4317, 4318].map(port => `https://telemetry.dynatrace.svc.cluster.local:${port}`));
  });

  test('belongs to the domain of the cluster', () => {
    const app = new App();
    new Mesh(app, 'Mesh', { clusterDomain: 'cluster.example' });

    expect(DynaKubeService.telemetryIngest(dynakube({ telemetryIngest: {} }, app)).host).toBe('dynakube-telemetry-ingest.dynatrace.svc.cluster.example');
  });

  test('follows the manifest until the synth', () => {
    const made = dynakube({ telemetryIngest: {} });
    const service = DynaKubeService.telemetryIngest(made);
    ApiObject.of(made).addJsonPatch(JsonPatch.add('/spec/telemetryIngest/serviceName', 'telemetry'));
    expect(service.host).toBe('telemetry.dynatrace.svc.cluster.local');

    ApiObject.of(made).addJsonPatch(JsonPatch.remove('/spec/telemetryIngest'));
    expect([service.host, service.egressHosts, service.destinations, service._assumed()]).toEqual(['', [], [], []]);
  });
});

test('the Service of the ActiveGate has its port for TLS', () => {
  const service = DynaKubeService.activeGate(dynakube({ activeGate: { capabilities: [ActiveGateCapability.ROUTING] } }));

  expect(service.destinations.map(String)).toEqual(['https://dynakube-activegate.dynatrace.svc.cluster.local:443']);
});

test('a DynaKube outside the app counts as having the Services with their defaults', () => {
  const imported = DynaKube.fromDynakubeAttributes(monitoringOf(new App()), 'DynaKube', { namespace: 'dynatrace', name: 'prod' });

  const services = [DynaKubeService.telemetryIngest(imported), DynaKubeService.activeGate(imported)];

  expect(services.map(({ host, destinations }) => [host, destinations.length])).toEqual([
    ['prod-telemetry-ingest.dynatrace.svc.cluster.local', 5], ['prod-activegate.dynatrace.svc.cluster.local', 1],
  ]);
});

test.each<[string, (dynakube: IDynaKube) => DynaKubeService, string]>([
  ['telemetryIngest', DynaKubeService.telemetryIngest,
    '\'dynakube\' must have \'telemetryIngest\', because the Service is created for it; pass \'telemetryIngest: {}\' to the DynaKube, got the DynaKube "dynakube" without it'],
  ['an ActiveGate', DynaKubeService.activeGate,
    '\'dynakube\' must have an ActiveGate, because the Service is created for it; pass capabilities in \'activeGate\' of the DynaKube, got the DynaKube "dynakube" without it'],
])('a DynaKube of the app without %s is refused', (_, factory, message) => {
  expect(() => factory(dynakube({}))).toThrow(new Error(message));
});

describe('the proof', () => {
  function findings(telemetryIngest: TelemetryIngest, imports: 'service' | 'nothing'): string[] {
    const app = new App();
    const mesh = new Mesh(app, 'Mesh', { outboundTrafficPolicy: OutboundTrafficPolicy.registryOnly(), printFindings: false });
    const service = DynaKubeService.telemetryIngest(dynakube({ telemetryIngest }, app));
    const shop = new Chart(app, 'shop', { namespace: 'shop' });
    const web = new kplus.Deployment(shop, 'Web', { metadata: { name: 'web' }, containers: [{ image: 'registry.example/web:1.0' }] });
    const sidecar = new Sidecar(shop, 'Sidecar');
    if (imports === 'service') { sidecar.allowEgressTo(service); }
    if (imports !== 'service') { mesh.requireEgress(web, ...service.destinations); }
    return mesh.findings().filter(({ rule }) => rule.startsWith('mesh/')).map(({ rule, message }) => `${rule}: ${message}`);
  }

  test('has nothing to say if the Sidecar imports the Service', () => {
    expect(findings({}, 'service')).toEqual([]);
  });

  test('is open if no Sidecar names the Service, because it is not part of the app', () => {
    expect(findings({ protocols: [TelemetryProtocol.OTLP] }, 'nothing')).toEqual([expect.stringMatching(/^mesh\/egress-unproved: Deployment shop\/web might not reach http:\/\/dynakube-telemetry-ingest/)]);
  });

  test('refuses TLS to ports that the operator declares as HTTP and gRPC', () => {
    expect(findings({ protocols: [TelemetryProtocol.OTLP], tlsRefName: 'telemetry-tls' }, 'service')).toEqual([['4317', 'GRPC'], ['4318', 'HTTP']].map(([port, protocol]) => expect.stringMatching(
      new RegExp(`^mesh/egress-unreachable: Deployment shop/web does not reach https://dynakube-telemetry-ingest.*:${port}: .* has protocol ${protocol}, but the client uses TLS`),
    )));
  });
});
