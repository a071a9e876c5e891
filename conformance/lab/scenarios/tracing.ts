import { ApiObject, App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { HopScenario } from './hop-scenario';
import { REGISTRY_ONLY } from './scenario';
import { DynaKube, MeshConfigValues, OpenTelemetryProvider, Sidecar, Telemetry, TraceExporter } from '../../../src';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';

const ENVIRONMENT = '192.0.2.60';
const COLLECTOR = 'dynakube-telemetry-ingest.dynatrace.svc.cluster.local';

interface Traced {
  readonly objects: KubernetesObject[];
  readonly meshConfig: object;
}

/** The Service and the pods that the operator creates for the `telemetryIngest` of a DynaKube, without a sidecar. */
function collector(chart: Chart): void {
  const labels = { app: 'collector' };
  new ApiObject(chart, 'Namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'dynatrace', namespace: undefined } });
  new ApiObject(chart, 'CollectorService', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'dynakube-telemetry-ingest' },
    spec: {
      selector: labels,
      ports: [{ name: 'otlp-grpc', port: 4317, appProtocol: 'grpc' }, { name: 'otlp-http', port: 4318, appProtocol: 'http' }],
    },
  });
  new ApiObject(chart, 'CollectorPods', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'collector' },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels: { ...labels, 'sidecar.istio.io/inject': 'false' } }, spec: { containers: [{ name: 'app', image: 'registry.example/collector:1.0' }] } } },
  });
}

/** An app that traces a namespace by a collector and by the environment, and a namespace whose Sidecar does not import them. */
function traced(): Traced {
  const app = new App();
  const monitoring = new Chart(app, 'monitoring', { namespace: 'dynatrace' });
  const dynakube = DynaKube.fromDynakubeAttributes(monitoring, 'DynaKube', { namespace: 'dynatrace', name: 'dynakube' });
  const byCollector = new OpenTelemetryProvider(monitoring, 'Collector', { exporter: TraceExporter.telemetryIngest(dynakube) });
  const byEnvironment = new OpenTelemetryProvider(monitoring, 'Environment', {
    name: 'environment',
    exporter: TraceExporter.environment({ apiUrl: 'https://abc12345.live.dynatrace.com/api', authorizationSecretName: 'dynatrace-traces' }),
    sampler: { clusterId: 7 },
  });
  collector(monitoring);
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  const other = new Chart(app, 'other', { namespace: 'other' });
  for (const chart of [shop, other]) {
    new ApiObject(chart, 'Namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: chart.namespace, namespace: undefined, labels: { 'istio-injection': 'enabled' } } });
    new kplus.Deployment(chart, 'Web', { metadata: { name: 'web' }, podMetadata: { labels: { app: 'web' } }, containers: [{ image: 'registry.example/web:1.0' }] });
  }
  new Telemetry(shop, 'Telemetry', { tracing: { provider: byCollector, randomSamplingPercentage: 100 } });
  new Telemetry(shop, 'WebTelemetry', { selector: { app: 'web' }, tracing: { provider: byEnvironment }, metadata: { name: 'web' } });
  new Sidecar(shop, 'Sidecar').allowEgressTo(byCollector, byEnvironment);
  new Sidecar(other, 'Sidecar');
  const { meshConfig } = new MeshConfigValues(shop, 'Values', { extensionProviders: [byCollector, byEnvironment] }).helmValues;
  return { objects: app.charts.flatMap(chart => chart.toJson() as KubernetesObject[]), meshConfig: { ...REGISTRY_ONLY, ...meshConfig as object } };
}

const { objects, meshConfig } = traced();
const from = 'Deployment shop/web';
const unimported = 'Deployment other/web';

/** The ways of traces, as a client's own requests go them. */
export const tracing: HopScenario = {
  name: 'tracing',
  title: 'proxies reach the collector and the environment; a Sidecar that does not import them blocks both',
  objects,
  meshConfig,
  names: { 'abc12345.live.dynatrace.com': [ENVIRONMENT] },
  listeners: [{ port: 443, expects: 'tls' }],
  questions: [
    { from, host: COLLECTOR, port: 4318, protocol: 'http', outcome: 'ARRIVES', way: `address > outbound|4318||${COLLECTOR} > pod gets http` },
    { from, host: 'abc12345.live.dynatrace.com', port: 4318, protocol: 'http', outcome: 'ARRIVES', way: 'address > outbound|4318||abc12345.live.dynatrace.com > outside gets TLS with http' },
    { from: unimported, host: COLLECTOR, port: 4318, protocol: 'http', outcome: 'FAILS', way: 'address > BlackHoleCluster > the connection was closed' },
    { from: unimported, host: 'abc12345.live.dynatrace.com', port: 4318, protocol: 'http', outcome: 'FAILS', way: 'address > BlackHoleCluster > the connection was closed' },
  ],
};
