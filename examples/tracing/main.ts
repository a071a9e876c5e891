import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  ActiveGateCapability, DynaKube, EgressDestination, Mesh, MeshConfigValues, OpenTelemetryProvider, OutboundTrafficPolicy, ProxyMetrics,
  ServiceAttributeEnrichment, Sidecar, Telemetry, TelemetryProtocol, TraceExporter, TracingTag,
} from 'cdk8s-istio-oneagent';

const app = new App();
const mesh = new Mesh(app, 'Mesh', { outboundTrafficPolicy: OutboundTrafficPolicy.registryOnly() });

// The operator runs a collector, which has the token.
const monitoring = new Chart(app, 'monitoring', { namespace: 'dynatrace' });
const dynakube = new DynaKube(monitoring, 'DynaKube', {
  apiUrl: 'https://abc12345.live.dynatrace.com/api',
  activeGate: {
    capabilities: [ActiveGateCapability.KUBERNETES_MONITORING],
    resources: { requests: { cpu: '500m', memory: '1536Mi' }, limits: { memory: '1536Mi' } },
  },
  telemetryIngest: { protocols: [TelemetryProtocol.OTLP] },
  templates: { otelCollector: { imageRef: { repository: 'registry.example/dynatrace-otel-collector', tag: '0.40.0' } } },
});
const collector = new OpenTelemetryProvider(monitoring, 'Collector', {
  exporter: TraceExporter.telemetryIngest(dynakube),
  serviceAttributeEnrichment: ServiceAttributeEnrichment.OTEL_SEMANTIC_CONVENTIONS,
});

// Without a collector: the proxies send traces to the environment themselves.
const direct = new OpenTelemetryProvider(monitoring, 'Direct', {
  name: 'dynatrace-direct',
  exporter: TraceExporter.environment({ apiUrl: 'https://abc12345.live.dynatrace.com/api', authorizationSecretName: 'dynatrace-traces' }),
  sampler: { clusterId: -1743916452 },
});

// The values for Istio's Helm chart, and tracing for the whole mesh.
const istio = new Chart(app, 'mesh', { namespace: 'istio-system' });
new MeshConfigValues(istio, 'Values', { extensionProviders: [collector, direct] });
new Telemetry(istio, 'Telemetry', {
  tracing: { provider: collector, randomSamplingPercentage: 5, customTags: { 'k8s.cluster.name': TracingTag.literal('production') } },
});

const shop = new Chart(app, 'shop', { namespace: 'shop' });
const web = new kplus.Deployment(shop, 'Web', {
  metadata: { name: 'web' }, podMetadata: { labels: { app: 'web' } }, containers: [{ image: 'registry.example/web:1.0' }],
});
ProxyMetrics.of(web).scrape({ names: ['istio_request*', 'istio_tcp_*'] });
new Telemetry(shop, 'Checkout', { selector: { app: 'web' }, tracing: { provider: direct }, metadata: { name: 'web' } });
new Sidecar(shop, 'Sidecar').allowEgressTo(collector, direct); // proves that the collector and the environment are reached

mesh.requireEgress(web, EgressDestination.http('dynakube-telemetry-ingest.dynatrace.svc.cluster.local', 4318));

app.synth();
