import { ApiObject, App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { HopQuestion, HopScenario } from './hop-scenario';
import { REGISTRY_ONLY } from './scenario';
import {
  ConnectionInfo, DynaKube, DynaKubeMode, ExportScope, OneAgentEgress, Resolution, ServiceEntry, ServiceEntryEndpoint, ServicePort,
} from '../../../src';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';

const PAYMENTS = '192.0.2.70';
const STOCK = '192.0.2.71';
const DATABASE = '192.0.2.72';
const LEDGER = '192.0.2.73';
const LEDGER_SERVER = '192.0.2.74';
const ENVIRONMENT = '192.0.2.75';
const UNKNOWN = '192.0.2.76';
const RANGE = '198.51.100.0/28';
const IN_RANGE = '198.51.100.7';
const ACTIVE_GATE = '203.0.113.10';

/** Pods in ambient mode, entries without a waypoint, a Service of the mesh, and OneAgent. */
function objects(): KubernetesObject[] {
  const app = new App();
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  const of = (chart: Chart, apiVersion: string, kind: string, name: string, rest: object) => new ApiObject(chart, `${kind}-${name}`, { apiVersion, kind, metadata: { name }, ...rest });
  new ApiObject(shop, 'Namespace', {
    apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', namespace: undefined, labels: { 'istio.io/dataplane-mode': 'ambient' } },
  });
  const deployment = (name: string, annotations: Record<string, string> = {}) => new kplus.Deployment(shop, name, {
    metadata: { name }, podMetadata: { labels: { app: name }, annotations }, containers: [{ image: 'registry.example/app:1.0' }],
  });
  deployment('web');
  deployment('own-dns', { 'ambient.istio.io/dns-capture': 'false' });
  deployment('orders');
  of(shop, 'v1', 'Service', 'orders', { spec: { selector: { app: 'orders' }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] } });
  of(shop, 'security.istio.io/v1', 'PeerAuthentication', 'default', { spec: { mtls: { mode: 'STRICT' } } });
  of(shop, 'networking.istio.io/v1', 'Sidecar', 'default', { spec: { egress: [{ hosts: ['./*'] }] } });
  const other = new Chart(app, 'other', { namespace: 'other' });
  new ServiceEntry(other, 'Payments', { hosts: ['payments.example'], ports: [ServicePort.https()], metadata: { name: 'payments' }, exportTo: [ExportScope.sameNamespace()] });
  new ServiceEntry(shop, 'Stock', { hosts: ['stock.example'], ports: [ServicePort.http()], resolution: Resolution.NONE, metadata: { name: 'stock' } });
  const database = (name: string, address: string, server: string) => new ServiceEntry(shop, name, {
    hosts: [`${name}.example`], addresses: [address], endpoints: [ServiceEntryEndpoint.ip(server)], ports: [ServicePort.tcp(5432)], metadata: { name },
  });
  database('database', DATABASE, DATABASE);
  database('ledger', LEDGER, LEDGER_SERVER);
  database('range', RANGE, IN_RANGE);
  const monitoring = new Chart(app, 'monitoring', { namespace: 'dynatrace' });
  const dynakube = new DynaKube(monitoring, 'DynaKube', { apiUrl: 'https://abc12345.live.dynatrace.com/api', mode: DynaKubeMode.cloudNativeFullStack() });
  new OneAgentEgress(monitoring, 'OneAgentEgress', {
    dynakube, connectionInfo: ConnectionInfo.fromEndpoints(`https://abc12345.live.dynatrace.com/communication;https://${ACTIVE_GATE}:9999/communication`),
  });
  return app.charts.flatMap(chart => chart.toJson() as KubernetesObject[]);
}

const WEB = 'Deployment shop/web';
const https = (from: string, host: string, port: number, outcome: HopQuestion['outcome'], way: string): HopQuestion => ({ from, host, port, protocol: 'https', outcome, way });
const atAddress = (address: string, port: number, protocol: 'https' | 'tcp', outcome: HopQuestion['outcome'], way: string): HopQuestion =>
  ({ from: WEB, address, port, protocol, outcome, way });

/** What ztunnel does with connections. */
export const ambient: HopScenario = {
  name: 'ambient',
  title: 'ztunnel knows services by their addresses, and passes what it does not know',
  objects: objects(),
  meshConfig: REGISTRY_ONLY,
  names: {
    'payments.example': [PAYMENTS],
    'stock.example': [STOCK],
    'database.example': [DATABASE],
    'ledger.example': [LEDGER_SERVER],
    'abc12345.live.dynatrace.com': [ENVIRONMENT],
    'unknown.example': [UNKNOWN],
  },
  listeners: [{ port: 443, expects: 'tls' }, { port: 80, expects: 'plain' }, { port: 8443, expects: 'tls' }, { port: 9999, expects: 'tls' }, { port: 5432 }, { port: 5433 }],
  questions: [
    // The entry is private to another namespace, and the Sidecar does not import it: ztunnel obeys neither.
    https(WEB, 'payments.example', 443, 'ARRIVES', 'virtual address > ztunnel knows payments.example > outside gets TLS with http'),
    https(WEB, 'payments.example', 8443, 'FAILS', 'virtual address > ztunnel > the connection was closed'),
    https('Deployment shop/own-dns', 'payments.example', 443, 'ARRIVES', 'address > ztunnel > outside gets TLS with http'),
    https('Deployment shop/own-dns', 'payments.example', 8443, 'ARRIVES', 'address > ztunnel > outside gets TLS with http'),
    { from: WEB, host: 'stock.example', port: 80, protocol: 'http', outcome: 'ARRIVES', way: 'address > ztunnel > outside gets http' },
    https(WEB, 'unknown.example', 443, 'ARRIVES', 'address > ztunnel > outside gets TLS with http'),
    atAddress(LEDGER, 5432, 'tcp', 'ARRIVES', 'ztunnel knows ledger.example > outside gets tcp'),
    atAddress(LEDGER, 5433, 'tcp', 'FAILS', 'ztunnel > the connection was closed'),
    // The address of an endpoint: ztunnel passes its other ports on.
    atAddress(DATABASE, 5432, 'tcp', 'ARRIVES', 'ztunnel knows database.example > outside gets tcp'),
    atAddress(DATABASE, 5433, 'tcp', 'ARRIVES', 'ztunnel > outside gets tcp'),
    atAddress('198.51.100.3', 5433, 'tcp', 'FAILS', 'ztunnel > the connection was closed'),
    https(WEB, 'abc12345.live.dynatrace.com', 443, 'ARRIVES', 'virtual address > ztunnel knows abc12345.live.dynatrace.com > outside gets TLS with http'),
    // An entry with resolution NONE closes no port.
    atAddress(ACTIVE_GATE, 9999, 'https', 'ARRIVES', 'ztunnel > outside gets TLS with http'),
    atAddress(ACTIVE_GATE, 443, 'https', 'ARRIVES', 'ztunnel > outside gets TLS with http'),
    { from: WEB, host: 'orders.shop.svc.cluster.local', port: 80, protocol: 'http', outcome: 'ARRIVES', way: 'alias to address > ztunnel knows orders.shop.svc.cluster.local > pod gets http' },
  ],
};
