import { ApiObject, App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { HopScenario } from './hop-scenario';
import { REGISTRY_ONLY } from './scenario';
import {
  ActiveGateCapability, ActiveGateInMesh, ConnectionInfo, DynaKube, DynaKubeMode, DynaKubeService, Sidecar, TelemetryProtocol,
} from '../../../src';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';

const ENVIRONMENT = '192.0.2.50';
const NODE = '192.0.2.51';
const ELSEWHERE = '192.0.2.52';

const ACTIVE_GATE = { 'app.kubernetes.io/created-by': 'dynakube', 'app.kubernetes.io/managed-by': 'dynatrace-operator', 'app.kubernetes.io/name': 'activegate' };
const COLLECTOR = { ...ACTIVE_GATE, 'app.kubernetes.io/name': 'dynatrace-otel-collector' };

/** What the operator creates for the DynaKube, as it creates it. */
function operatorObjects(): KubernetesObject[] {
  const pods = (name: string, selector: object, labels: object) => ({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name, namespace: 'dynatrace' },
    spec: { selector: { matchLabels: selector }, serviceName: '', template: { metadata: { labels: { ...selector, ...labels } }, spec: { containers: [{ name: 'main', image: 'registry.example/main:1.0' }] } } },
  });
  const service = (name: string, selector: object, ports: readonly object[]) => ({
    apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'dynatrace' }, spec: { selector, ports },
  });
  return [
    pods('dynakube-activegate', ACTIVE_GATE, { 'sidecar.istio.io/inject': 'true' }),
    service('dynakube-activegate', ACTIVE_GATE, [{ name: 'https', port: 443, targetPort: 9999 }, { name: 'http', port: 80, targetPort: 9998 }]),
    // The label of the lab: its injector adds a sidecar where the labels leave it open.
    pods('dynakube-otel-collector', COLLECTOR, { 'sidecar.istio.io/inject': 'false' }),
    service('dynakube-telemetry-ingest', COLLECTOR, [
      { name: 'otlp-grpc', port: 4317, targetPort: 4317, appProtocol: 'grpc' }, { name: 'otlp-http', port: 4318, targetPort: 4318, appProtocol: 'http' },
    ]),
  ] as KubernetesObject[];
}

/** An app whose ActiveGate is in the mesh, where mutual TLS is STRICT. */
function objects(): KubernetesObject[] {
  const app = new App();
  const monitoring = new Chart(app, 'monitoring', { namespace: 'dynatrace' });
  const dynakube = new DynaKube(monitoring, 'DynaKube', {
    apiUrl: 'https://abc12345.live.dynatrace.com/api',
    mode: DynaKubeMode.cloudNativeFullStack(),
    activeGate: { capabilities: [ActiveGateCapability.ROUTING], labels: { 'sidecar.istio.io/inject': 'true' }, resources: { limits: { memory: '1Gi' } } },
    telemetryIngest: { protocols: [TelemetryProtocol.OTLP] },
    templates: { otelCollector: { imageRef: { repository: 'public.ecr.aws/dynatrace/dynatrace-otel-collector', tag: '0.38.0' } } },
  });
  new ActiveGateInMesh(monitoring, 'ActiveGate', {
    dynakube, connectionInfo: ConnectionInfo.fromEndpoints('https://abc12345.live.dynatrace.com:443/communication,https://sg-eu.live.dynatrace.com:443/communication'),
  });
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  new ApiObject(shop, 'Namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', namespace: undefined, labels: { 'istio-injection': 'enabled' } } });
  new ApiObject(shop, 'Strict', { apiVersion: 'security.istio.io/v1', kind: 'PeerAuthentication', metadata: { name: 'default', namespace: 'istio-system' }, spec: { mtls: { mode: 'STRICT' } } });
  new kplus.Deployment(shop, 'Web', { metadata: { name: 'web' }, containers: [{ image: 'registry.example/web:1.0' }] });
  const orders = new kplus.Deployment(shop, 'Orders', { metadata: { name: 'orders' }, containers: [{ image: 'registry.example/orders:1.0', portNumber: 8080 }] });
  new kplus.Service(shop, 'OrdersService', { metadata: { name: 'orders' }, selector: orders, ports: [{ name: 'http', port: 80, targetPort: 8080 }] });
  new Sidecar(shop, 'Sidecar').allowEgressTo(DynaKubeService.activeGate(dynakube), DynaKubeService.telemetryIngest(dynakube));
  // OneAgent on the nodes, which has no sidecar.
  const nodes = new Chart(app, 'nodes', { namespace: 'nodes' });
  new kplus.Deployment(nodes, 'Agent', { metadata: { name: 'agent' }, containers: [{ image: 'registry.example/agent:1.0' }], podMetadata: { labels: { 'sidecar.istio.io/inject': 'false' } } });
  return [...app.charts.flatMap(chart => chart.toJson() as KubernetesObject[]), ...operatorObjects()];
}

const web = 'Deployment shop/web';
const agent = 'Deployment nodes/agent';
const activeGate = 'StatefulSet dynatrace/dynakube-activegate';
const ACTIVE_GATE_HOST = 'dynakube-activegate.dynatrace';
const TELEMETRY_HOST = 'dynakube-telemetry-ingest.dynatrace.svc.cluster.local';

/** Connections to and from an ActiveGate in the mesh, and to the collector outside of it. */
export const activeGateInMesh: HopScenario = {
  name: 'active-gate-in-mesh',
  title: 'an ActiveGate with a sidecar accepts agents outside the mesh, and reaches its endpoints only',
  objects: objects(),
  meshConfig: REGISTRY_ONLY,
  names: { 'abc12345.live.dynatrace.com': [ENVIRONMENT], 'sg-eu.live.dynatrace.com': [NODE], 'elsewhere.example': [ELSEWHERE] },
  listeners: [{ port: 443, expects: 'tls' }],
  questions: [
    {
      from: activeGate,
      host: 'sg-eu.live.dynatrace.com',
      port: 443,
      protocol: 'https',
      outcome: 'ARRIVES',
      way: 'address > outbound|443||sg-eu.live.dynatrace.com > outside gets TLS with http',
    },
    {
      from: activeGate,
      host: 'elsewhere.example',
      port: 443,
      protocol: 'https',
      outcome: 'FAILS',
      way: 'address > BlackHoleCluster > the connection was closed',
    },
    { from: agent, host: ACTIVE_GATE_HOST, port: 443, protocol: 'https', outcome: 'ARRIVES', way: 'address > pod gets TLS with http' },
    { from: agent, host: 'orders.shop', port: 80, protocol: 'http', outcome: 'FAILS', way: 'address > the connection was closed' },
    {
      from: web,
      host: ACTIVE_GATE_HOST,
      port: 443,
      protocol: 'https',
      outcome: 'ARRIVES',
      way: 'address > outbound|443||dynakube-activegate.dynatrace.svc.cluster.local > next by mutual TLS: inbound|9999|| > pod gets TLS with http',
    },
    {
      from: web,
      host: TELEMETRY_HOST,
      port: 4318,
      protocol: 'http',
      outcome: 'ARRIVES',
      way: 'address > outbound|4318||dynakube-telemetry-ingest.dynatrace.svc.cluster.local > pod gets http',
    },
    {
      from: web,
      host: TELEMETRY_HOST,
      port: 4318,
      protocol: 'https',
      outcome: 'FAILS',
      way: 'address > BlackHoleCluster > the connection was closed',
    },
    {
      from: web,
      host: 'abc12345.live.dynatrace.com',
      port: 443,
      protocol: 'https',
      outcome: 'FAILS',
      way: 'address > BlackHoleCluster > the connection was closed',
    },
  ],
};
