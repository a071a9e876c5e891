import { ApiObject, App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { HopQuestion, HopScenario } from './hop-scenario';
import { EgressDestination, NamespaceEgress, NamespaceEgressMode } from '../../../src';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';

const PAYMENTS = '192.0.2.40';
const UNKNOWN = '192.0.2.41';
const DATABASE = '192.0.2.42';
const OTHER = '192.0.2.43';

/** A namespace whose workload names a Service of another namespace in a variable, and two destinations outside. */
function objects(mode: NamespaceEgressMode): KubernetesObject[] {
  const app = new App();
  const namespaces = new Chart(app, 'namespaces');
  for (const name of ['bank', 'shop']) {
    new ApiObject(namespaces, name, { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { 'istio-injection': 'enabled' } } });
  }
  const bank = new Chart(app, 'bank', { namespace: 'bank' });
  service(bank, 'ledger', 8080);
  service(bank, 'audit', 8081);
  service(new Chart(app, 'dns', { namespace: 'kube-system' }), 'kube-dns', 53);
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  deployment(shop, 'web', { LEDGER_URL: kplus.EnvValue.fromValue('http://ledger.bank:8080') });
  new NamespaceEgress(shop, 'Egress', { mode, destinations: [EgressDestination.https('payments.example'), EgressDestination.tcp(DATABASE, 5432)] });
  return app.charts.flatMap(chart => chart.toJson() as KubernetesObject[]);
}

function deployment(chart: Chart, name: string, envVariables: Record<string, kplus.EnvValue> = {}): kplus.Deployment {
  return new kplus.Deployment(chart, name, { metadata: { name }, containers: [{ image: 'registry.example/app:1.0', envVariables }] });
}

function service(chart: Chart, name: string, port: number): void {
  const selector = deployment(chart, name);
  new kplus.Service(chart, `${name}-service`, { metadata: { name }, selector, ports: [{ name: port === 53 ? 'dns-tcp' : 'http', port }] });
}

const from = 'Deployment shop/web';
const TO_LEDGER: HopQuestion = {
  from,
  host: 'ledger.bank',
  port: 8080,
  protocol: 'http',
  outcome: 'ARRIVES',
  way: 'address > outbound|8080||ledger.bank.svc.cluster.local > next by mutual TLS: inbound|8080|| > pod gets http',
};
const TO_PAYMENTS: HopQuestion = {
  from, host: 'payments.example', port: 443, protocol: 'https', outcome: 'ARRIVES', way: 'address > outbound|443||payments.example > outside gets TLS with http',
};
const TO_DATABASE: HopQuestion = {
  from, address: DATABASE, port: 5432, protocol: 'tcp', outcome: 'ARRIVES', way: 'outbound|5432||192-0-2-42.egress.invalid > outside gets tcp',
};
const TO_DNS: HopQuestion = {
  from, host: 'kube-dns.kube-system', port: 53, protocol: 'tcp', outcome: 'ARRIVES', way: 'address > outbound|53||kube-dns.kube-system.svc.cluster.local > pod gets tcp',
};
const TO_AUDIT = { from, host: 'audit.bank', port: 8081, protocol: 'http' } as const;
const TO_UNKNOWN = { from, host: 'unknown.example', port: 443, protocol: 'https' } as const;
const TO_OTHER = { from, address: OTHER, port: 5432, protocol: 'tcp' } as const;
const COMMON: Pick<HopScenario, 'names' | 'listeners'> = {
  names: { 'payments.example': [PAYMENTS], 'unknown.example': [UNKNOWN] },
  listeners: [{ port: 443, expects: 'tls' }, { port: 5432 }],
};

/** A namespace that is locked, in a mesh that is open. */
export const lockedNamespace: HopScenario = {
  ...COMMON,
  name: 'locked-namespace',
  title: 'a NamespaceEgress in mode ENFORCE: what the app shows arrives, and nothing else',
  objects: objects(NamespaceEgressMode.ENFORCE),
  questions: [
    TO_LEDGER, TO_PAYMENTS, TO_DATABASE, TO_DNS,
    { ...TO_AUDIT, outcome: 'FAILS', way: 'address > BlackHoleCluster > the connection was closed' },
    { ...TO_UNKNOWN, outcome: 'FAILS', way: 'address > BlackHoleCluster > the connection was closed' },
    { ...TO_OTHER, outcome: 'FAILS', way: 'BlackHoleCluster > the connection was closed' },
  ],
};

/** The same namespace before it is locked. */
export const observedNamespace: HopScenario = {
  ...COMMON,
  name: 'observed-namespace',
  title: 'the same in mode OBSERVE: everything arrives',
  objects: objects(NamespaceEgressMode.OBSERVE),
  questions: [
    TO_LEDGER, TO_PAYMENTS, TO_DATABASE, TO_DNS,
    { ...TO_AUDIT, outcome: 'ARRIVES', way: 'address > outbound|8081||audit.bank.svc.cluster.local > next by mutual TLS: inbound|8081|| > pod gets http' },
    { ...TO_UNKNOWN, outcome: 'ARRIVES', way: 'address > PassthroughCluster > outside gets TLS with http' },
    { ...TO_OTHER, outcome: 'ARRIVES', way: 'PassthroughCluster > outside gets tcp' },
  ],
};
