import { ApiObject, App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { HopScenario } from './hop-scenario';
import { REGISTRY_ONLY } from './scenario';
import { ExportScope, FailOn, Mesh, ProxyConfig, ProxySettings, ServiceEntry, ServiceEntryProps, ServicePort } from '../../../src';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';

const DATABASE = '192.0.2.50';
const LEDGER = '192.0.2.51';
const CACHE = '192.0.2.66';
const BROKERS = ['192.0.2.71', '192.0.2.72'];
const RABBIT = '192.0.2.80';

/** An app with databases and message brokers outside, by name, address and range. */
function objects(): KubernetesObject[] {
  const app = new App();
  // The synth would refuse what happens to the pod without DNS capture.
  new Mesh(app, 'Mesh', { failOn: FailOn.NEVER, printFindings: false });
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  new ApiObject(shop, 'Namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', namespace: undefined, labels: { 'istio-injection': 'enabled' } } });
  const [, plain] = ['web', 'plain'].map(name => new kplus.Deployment(shop, name, { metadata: { name }, containers: [{ image: 'registry.example/app:1.0' }] }));
  new ProxyConfig(shop, 'ProxyConfig', { dnsCapture: true });
  ProxySettings.of(plain).captureDns(false);
  const exportTo = [ExportScope.sameNamespace()];
  const entry = (name: string, props: ServiceEntryProps) => new ServiceEntry(shop, name, { metadata: { name }, exportTo, ...props });
  entry('database', { hosts: ['orders.db.example'], ports: [ServicePort.tcp(5432)] });
  entry('ledger', { hosts: ['ledger.shop.invalid'], addresses: [LEDGER], ports: [ServicePort.tcp(1521)] });
  entry('cache', { hosts: ['cache.shop.invalid'], addresses: ['192.0.2.64/29'], ports: [ServicePort.tcp(6379)] });
  for (const broker of ['b-1', 'b-2']) { entry(`kafka-${broker}`, { hosts: [`${broker}.kafka.example`], ports: [ServicePort.tcp(9092)] }); }
  entry('rabbitmq', { hosts: ['mq.example'], ports: [ServicePort.tls(5671), ServicePort.tcp(5672)] });
  return app.charts.flatMap(chart => chart.toJson() as KubernetesObject[]);
}

const from = 'Deployment shop/web';

/** Connections to databases and message brokers outside. */
export const databases: HopScenario = {
  name: 'databases',
  title: 'ProxyConfig and ProxySettings turn DNS capture on and off, and each broker has an address of its own',
  objects: objects(),
  meshConfig: REGISTRY_ONLY,
  names: { 'orders.db.example': [DATABASE], 'b-1.kafka.example': [BROKERS[0]], 'b-2.kafka.example': [BROKERS[1]], 'mq.example': [RABBIT] },
  listeners: [{ port: 5432 }, { port: 1521 }, { port: 6379 }, { port: 9092 }, { port: 5671, expects: 'tls' }, { port: 5672 }],
  withoutEach: true,
  questions: [
    { from, host: 'orders.db.example', port: 5432, protocol: 'tcp', outcome: 'ARRIVES', way: 'virtual address > outbound|5432||orders.db.example > outside gets tcp' },
    // Another name on the port of the database is not sent to the database.
    { from, address: '192.0.2.99', port: 5432, protocol: 'tcp', outcome: 'FAILS', way: 'BlackHoleCluster > the connection was closed' },
    { from, address: LEDGER, port: 1521, protocol: 'tcp', outcome: 'ARRIVES', way: 'outbound|1521||ledger.shop.invalid > outside gets tcp' },
    { from, address: CACHE, port: 6379, protocol: 'tcp', outcome: 'ARRIVES', way: 'outbound|6379||cache.shop.invalid > outside gets tcp' },
    { from, host: 'b-1.kafka.example', port: 9092, protocol: 'tcp', outcome: 'ARRIVES', way: 'virtual address > outbound|9092||b-1.kafka.example > outside gets tcp' },
    { from, host: 'b-2.kafka.example', port: 9092, protocol: 'tcp', outcome: 'ARRIVES', way: 'virtual address > outbound|9092||b-2.kafka.example > outside gets tcp' },
    { from, host: 'mq.example', port: 5671, protocol: 'https', outcome: 'ARRIVES', way: 'virtual address > outbound|5671||mq.example > outside gets TLS with http' },
    { from, host: 'mq.example', port: 5672, protocol: 'tcp', outcome: 'ARRIVES', way: 'virtual address > outbound|5672||mq.example > outside gets tcp' },
    // Without DNS capture, the connection to the second broker ends at the first.
    {
      from: 'Deployment shop/plain',
      address: BROKERS[1],
      port: 9092,
      protocol: 'tcp',
      outcome: 'ARRIVES',
      way: 'outbound|9092||b-1.kafka.example > outside gets tcp',
    },
  ],
};
