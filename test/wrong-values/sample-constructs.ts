import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import { API_URL, ENDPOINT } from './struct-values';
import {
  ConnectionInfo, DynaKube, DynaKubeMode, EdgeConnect, EgressGateway, EgressHost, OneAgentEgress, OperatorCompatibleEgress, Resolution, ServiceEntry,
  Waypoint, FluxDelivery, FluxSource, ServiceEntryEndpoint, ServicePort, Sidecar, TokenSecret, OpenTelemetryProvider, TraceExporter,
  ActiveGateCapability, EgressNetworkPolicy, ForwardProxy, NamespaceEgress,
} from '../../src';

// Constructs whose methods are called, and that are passed as arguments.
export function workload(chart: Chart): ApiObject {
  return new ApiObject(chart, `Web${chart.node.children.length}`, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    spec: { selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'app', image: 'app' }] } } },
  });
}

export function namespaceOf(chart: Chart): ApiObject {
  return new ApiObject(chart, `Namespace${chart.node.children.length}`, { apiVersion: 'v1', kind: 'Namespace' });
}

export function secret(chart: Chart): ApiObject {
  return new ApiObject(chart, `Secret${chart.node.children.length}`, { apiVersion: 'v1', kind: 'Secret', stringData: { apiToken: 'a' } });
}

export function dynakube(chart: Chart): DynaKube {
  return new DynaKube(chart, 'Dynakube', {
    apiUrl: API_URL,
    enableIstio: true,
    mode: DynaKubeMode.cloudNativeFullStack(),
    activeGate: { capabilities: [ActiveGateCapability.ROUTING], labels: { 'sidecar.istio.io/inject': 'true' } },
    telemetryIngest: {},
  });
}

export function egress(chart: Chart): OneAgentEgress {
  return new OneAgentEgress(chart, 'Egress', { connectionInfo: ConnectionInfo.fromEndpoints(ENDPOINT) });
}

export function forwardProxy(chart: Chart): ForwardProxy {
  return new ForwardProxy(chart, 'ForwardProxy', { url: 'http://203.0.113.30:3128' });
}

export function operatorEgress(chart: Chart): OperatorCompatibleEgress {
  return new OperatorCompatibleEgress(chart, 'Egress', { dynakube: dynakube(chart), connectionInfo: ConnectionInfo.fromEndpoints(ENDPOINT) });
}

export function entry(chart: Chart): ServiceEntry {
  return new ServiceEntry(chart, 'Entry', {
    hosts: ['api.example.com'], ports: [ServicePort.tls()], resolution: Resolution.STATIC, endpoints: [ServiceEntryEndpoint.ip('203.0.113.7')],
  });
}

export function waypoint(chart: Chart): Waypoint {
  return new Waypoint(chart, 'Waypoint');
}

export function namespaceEgress(chart: Chart): NamespaceEgress {
  return new NamespaceEgress(chart, 'NamespaceEgress');
}

export function networkPolicy(chart: Chart): EgressNetworkPolicy {
  return new EgressNetworkPolicy(chart, 'EgressNetworkPolicy', { clusterCidrs: ['10.0.0.0/8'] });
}

export function gateway(chart: Chart): EgressGateway {
  return new EgressGateway(chart, 'EgressGateway');
}

export function sidecar(chart: Chart): Sidecar {
  return new Sidecar(chart, 'Sidecar', { hosts: [EgressHost.sameNamespace()] });
}

export function edgeConnect(chart: Chart): EdgeConnect {
  return new EdgeConnect(chart, 'EdgeConnect', { apiServer: 'abc12345.apps.dynatrace.com', oauth: { clientSecret: TokenSecret.fromSecretName('s') } });
}

export function fluxDelivery(chart: Chart): FluxDelivery {
  return new FluxDelivery(chart, `Flux${chart.node.children.length}`, { source: FluxSource.existingGitRepository('flux-system') });
}

let written: App | undefined;

/** An app that has written its output. */
export function writtenApp(): App {
  if (written === undefined) {
    written = new App({ outdir: join(mkdtempSync(join(tmpdir(), 'wrong-values-')), 'dist') });
    new ApiObject(new Chart(written, 'chart'), 'ConfigMap', { apiVersion: 'v1', kind: 'ConfigMap' });
    written.synth();
  }
  return written;
}

export function provider(chart: Chart): OpenTelemetryProvider {
  return new OpenTelemetryProvider(chart, `Provider${chart.node.children.length}`, { exporter: TraceExporter.collector({ namespace: 'a', serviceName: 'b' }) });
}
