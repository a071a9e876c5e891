import { ApiObject, App, Chart, Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  ActiveGateCapability, ActiveGateInMesh, ChartDelivery, ConnectionInfo, DynaKube, DynaKubeMode, DynaKubeService, DynatraceOperator, FeatureFlag,
  Mesh, OneAgentEgress, OutboundTrafficPolicy, Sidecar, TelemetryProtocol,
} from 'cdk8s-istio-oneagent';

const app = new App();
new Mesh(app, 'Mesh', { outboundTrafficPolicy: OutboundTrafficPolicy.registryOnly() });

// Mutual TLS is required in the whole mesh.
const istio = new Chart(app, 'istio', { namespace: 'istio-system' });
new ApiObject(istio, 'MutualTls', {
  apiVersion: 'security.istio.io/v1', kind: 'PeerAuthentication', metadata: { name: 'default' }, spec: { mtls: { mode: 'STRICT' } },
});

// The namespace has no label that would exclude the ActiveGate from the mesh. The operator is outside the mesh by the labels of its pods.
const operator = new Chart(app, 'operator', { namespace: 'dynatrace' });
new DynatraceOperator(operator, 'Operator', { delivery: ChartDelivery.flux(), allowSidecars: true });

// OneAgent on the nodes is outside the mesh. The label adds the ActiveGate to it.
const monitoring = new Chart(app, 'monitoring', { namespace: 'dynatrace' });
const dynakube = new DynaKube(monitoring, 'DynaKube', {
  apiUrl: 'https://abc12345.live.dynatrace.com/api',
  mode: DynaKubeMode.cloudNativeFullStack(),
  activeGate: {
    capabilities: [ActiveGateCapability.ROUTING, ActiveGateCapability.KUBERNETES_MONITORING],
    labels: { 'sidecar.istio.io/inject': 'true' },
    resources: { limits: { memory: '1Gi' } },
  },
  telemetryIngest: { protocols: [TelemetryProtocol.OTLP] },
  featureFlags: [FeatureFlag.initialConnectRetry(Duration.seconds(6))], // sidecars start first
  templates: { otelCollector: { imageRef: { repository: 'public.ecr.aws/dynatrace/dynatrace-otel-collector', tag: '0.38.0' } } },
});
new ActiveGateInMesh(monitoring, 'ActiveGate', {
  dynakube,
  connectionInfo: ConnectionInfo.fromFile('activegate-connection-info.json'),
});

// Applications reach the ActiveGate and the collector, and nothing outside the cluster.
const oneAgent = new OneAgentEgress(monitoring, 'OneAgentEgress', { connectionInfo: ConnectionInfo.fromFile('connection-info.json') });
const shop = new Chart(app, 'shop', { namespace: 'shop' });
new kplus.Deployment(shop, 'Web', { metadata: { name: 'web' }, containers: [{ image: 'registry.example/web:1.0' }] });
new Sidecar(shop, 'Sidecar').allowEgressTo(oneAgent, DynaKubeService.telemetryIngest(dynakube));

app.synth();
