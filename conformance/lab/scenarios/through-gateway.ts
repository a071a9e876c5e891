import { ApiObject, App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { HopScenario } from './hop-scenario';
import { REGISTRY_ONLY } from './scenario';
import { EgressGateway, GatewayTls, ServiceEntry, ServiceEntryEndpoint, ServicePort, Sidecar } from '../../../src';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';

const PAYMENTS = '192.0.2.30';
const INVOICES = '192.0.2.31';
const LEDGER = '192.0.2.32';
const DATABASE = '192.0.2.33';
const GATEWAY = 'egress-gateway.egress.svc.cluster.local';

/** An app whose connections leave through an `EgressGateway`. */
function objects(): KubernetesObject[] {
  const app = new App();
  const egress = new Chart(app, 'egress', { namespace: 'egress' });
  const gateway = new EgressGateway(egress, 'Gateway');
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  for (const namespace of ['egress', 'shop']) {
    new ApiObject(shop, `Namespace${namespace}`, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, namespace: undefined, labels: { 'istio-injection': 'enabled' } } });
  }
  new kplus.Deployment(shop, 'Web', { metadata: { name: 'web' }, containers: [{ image: 'registry.example/web:1.0' }] });
  const entry = (name: string, host: string, ...ports: ServicePort[]) => new ServiceEntry(shop, name, { hosts: [host], ports, metadata: { name } });
  const payments = entry('payments', 'payments.example', ServicePort.https(), ServicePort.https(9999));
  payments.through(gateway);
  const invoices = entry('invoices', 'invoices.example', ServicePort.http());
  invoices.through(gateway, { originateTls: GatewayTls.simple() });
  const ledger = entry('ledger', 'ledger.example', ServicePort.http(8080));
  ledger.through(gateway);
  const database = new ServiceEntry(shop, 'database', {
    hosts: ['database.example'], addresses: [DATABASE], endpoints: [ServiceEntryEndpoint.ip(DATABASE)], ports: [ServicePort.tcp(5432)], metadata: { name: 'database' },
  });
  database.through(gateway);
  new Sidecar(shop, 'Sidecar').allowEgressTo(payments, invoices, ledger, database);
  return app.charts.flatMap(chart => chart.toJson() as KubernetesObject[]);
}

const from = 'Deployment shop/web';

/** Connections of an app through the gateway that it installs. */
export const throughGateway: HopScenario = {
  name: 'through-gateway',
  title: 'an EgressGateway passes TLS on, starts TLS, and has a port for a database',
  objects: objects(),
  meshConfig: REGISTRY_ONLY,
  names: { 'payments.example': [PAYMENTS], 'invoices.example': [INVOICES], 'ledger.example': [LEDGER], 'database.example': [DATABASE] },
  listeners: [{ port: 443, expects: 'tls' }, { port: 9999, expects: 'tls' }, { port: 8080, expects: 'plain' }, { port: 5432 }],
  questions: [
    {
      from,
      host: 'payments.example',
      port: 443,
      protocol: 'https',
      outcome: 'ARRIVES',
      way: `address > outbound|443||${GATEWAY} > next: outbound|443||payments.example > outside gets TLS with http`,
    },
    {
      from,
      host: 'payments.example',
      port: 9999,
      protocol: 'https',
      outcome: 'ARRIVES',
      way: `address > outbound|9999||${GATEWAY} > next: outbound|9999||payments.example > outside gets TLS with http`,
    },
    {
      from,
      host: 'invoices.example',
      port: 80,
      protocol: 'http',
      outcome: 'ARRIVES',
      way: `address > outbound|80|shop-invoices|${GATEWAY} > next by mutual TLS: outbound|80||invoices.example > outside gets TLS with http`,
    },
    {
      from,
      host: 'ledger.example',
      port: 8080,
      protocol: 'http',
      outcome: 'ARRIVES',
      way: `address > outbound|80|shop-ledger|${GATEWAY} > next by mutual TLS: outbound|8080||ledger.example > outside gets http`,
    },
    {
      from,
      address: DATABASE,
      port: 5432,
      protocol: 'tcp',
      outcome: 'ARRIVES',
      way: `outbound|5432||${GATEWAY} > next: outbound|5432||database.example > outside gets tcp`,
    },
  ],
};
