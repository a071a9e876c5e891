import { ApiObject, App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { HopQuestion, HopScenario } from './hop-scenario';
import { REGISTRY_ONLY } from './scenario';
import { PortProtocol, Resolution, ServiceEntry, ServiceEntryEndpoint, ServicePort, Waypoint } from '../../../src';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';

const PAYMENTS = '192.0.2.80';
const INVOICES = '192.0.2.81';
const STOCK = '192.0.2.82';
const DATABASE = '192.0.2.83';

/** Pods in ambient mode whose connections leave through a waypoint of another namespace. */
function objects(): KubernetesObject[] {
  const app = new App();
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  const egress = new Chart(app, 'egress', { namespace: 'egress' });
  const of = (chart: Chart, apiVersion: string, kind: string, name: string, rest: object) => new ApiObject(chart, `${kind}-${name}`, { apiVersion, kind, metadata: { name }, ...rest });
  new ApiObject(shop, 'Namespace', {
    apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', namespace: undefined, labels: { 'istio.io/dataplane-mode': 'ambient' } },
  });
  new kplus.Deployment(shop, 'Web', { metadata: { name: 'web' }, containers: [{ image: 'registry.example/web:1.0' }] });
  const waypoint = new Waypoint(egress, 'Waypoint');
  const entry = (name: string, ...ports: ServicePort[]): ServiceEntry => {
    const made = new ServiceEntry(egress, name, { metadata: { name }, hosts: [`${name}.example`], ports });
    made.useWaypoint(waypoint);
    return made;
  };
  entry('payments', ServicePort.https());
  entry('stock', ServicePort.http(), ServicePort.http(8080));
  entry('invoices', ServicePort.of({ number: 80, protocol: PortProtocol.HTTP, targetPort: 443 }));
  of(egress, 'networking.istio.io/v1', 'DestinationRule', 'invoices', { spec: { host: 'invoices.example', trafficPolicy: { tls: { mode: 'SIMPLE', sni: 'invoices.example' } } } });
  const database = new ServiceEntry(egress, 'database', {
    metadata: { name: 'database' }, hosts: ['database.example'], addresses: [DATABASE], endpoints: [ServiceEntryEndpoint.ip(DATABASE)], ports: [ServicePort.tcp(5432)], resolution: Resolution.STATIC,
  });
  database.useWaypoint(waypoint);
  return app.charts.flatMap(chart => chart.toJson() as KubernetesObject[]);
}

const from = 'Deployment shop/web';
const question = (host: string, port: number, protocol: HopQuestion['protocol'], outcome: HopQuestion['outcome'], way: string): HopQuestion => ({ from, host, port, protocol, outcome, way });

/** What a waypoint does with connections that ztunnel sends to it. */
export const waypoint: HopScenario = {
  name: 'waypoint',
  title: 'ztunnel sends connections to entries that name a waypoint to it, and the waypoint starts TLS',
  objects: objects(),
  meshConfig: REGISTRY_ONLY,
  withoutEach: true,
  names: { 'payments.example': [PAYMENTS], 'invoices.example': [INVOICES], 'stock.example': [STOCK], 'database.example': [DATABASE] },
  listeners: [{ port: 443, expects: 'tls' }, { port: 80, expects: 'plain' }, { port: 8080 }, { port: 8443, expects: 'tls' }, { port: 5432 }, { port: 5433 }],
  questions: [
    question('payments.example', 443, 'https', 'ARRIVES', 'virtual address > ztunnel knows payments.example > next: inbound-vip|443|tcp|payments.example > outside gets TLS with http'),
    question('payments.example', 8443, 'https', 'FAILS', 'virtual address > ztunnel knows payments.example > the connection was closed'),
    question('stock.example', 80, 'http', 'ARRIVES', 'virtual address > ztunnel knows stock.example > next: inbound-vip|80|http|stock.example > outside gets http'),
    // The waypoint reads requests there.
    question('stock.example', 8080, 'https', 'FAILS', 'virtual address > ztunnel knows stock.example > tls: first record does not look like a TLS handshake'),
    question('invoices.example', 80, 'http', 'ARRIVES', 'virtual address > ztunnel knows invoices.example > next: inbound-vip|80|http|invoices.example > outside gets TLS with http'),
    // The address is that of an endpoint too: ztunnel goes past the waypoint.
    { from, address: DATABASE, port: 5432, protocol: 'tcp', outcome: 'ARRIVES', way: 'ztunnel knows database.example > outside gets tcp' },
    { from, address: DATABASE, port: 5433, protocol: 'tcp', outcome: 'ARRIVES', way: 'ztunnel > outside gets tcp' },
  ],
};
