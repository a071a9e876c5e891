import { ApiObject, App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { HopScenario } from './hop-scenario';
import { REGISTRY_ONLY } from './scenario';
import { ServiceEntry, ServicePort, SidecarTls } from '../../../src';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { LAB_CREDENTIAL } from '../mesh/credential';

const INVOICES = '192.0.2.40';
const BANK = '192.0.2.41';
const CACHE = '192.0.2.42';

/** An app whose sidecars start TLS. */
function objects(): KubernetesObject[] {
  const app = new App();
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  new ApiObject(shop, 'Namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', namespace: undefined, labels: { 'istio-injection': 'enabled' } } });
  for (const name of ['web', 'billing']) {
    new kplus.Deployment(shop, name, { metadata: { name }, podMetadata: { labels: { app: name } }, containers: [{ image: 'registry.example/app:1.0' }] });
  }
  const entry = (name: string, host: string, ...ports: ServicePort[]) => new ServiceEntry(shop, name, { hosts: [host], ports, metadata: { name } });
  entry('invoices', 'invoices.example', ServicePort.http(), ServicePort.https()).originateTls();
  entry('bank', 'bank.example', ServicePort.http()).originateTls(SidecarTls.mutual('bank-client'), { clients: { app: 'billing' } });
  new ServiceEntry(shop, 'cache', { hosts: ['cache.example'], addresses: [CACHE], ports: [ServicePort.tcp(6380)], metadata: { name: 'cache' } })
    .originateTls(SidecarTls.simple(), { ports: [6380] });
  new ApiObject(shop, 'BankClient', {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'bank-client' },
    ...{ data: { 'tls.crt': LAB_CREDENTIAL.certificate, 'tls.key': LAB_CREDENTIAL.key, 'ca.crt': LAB_CREDENTIAL.authority } },
  });
  return app.charts.flatMap(chart => chart.toJson() as KubernetesObject[]);
}

const from = 'Deployment shop/web';
const billing = 'Deployment shop/billing';

/** Connections of an app whose sidecars start TLS. */
export const sidecarTls: HopScenario = {
  name: 'sidecar-tls',
  title: 'originateTls() starts TLS once: for requests, for bytes, and with a certificate for the pods that have it',
  objects: objects(),
  meshConfig: REGISTRY_ONLY,
  names: { 'invoices.example': [INVOICES], 'bank.example': [BANK], 'cache.example': [CACHE] },
  listeners: [{ port: 443 }, { port: 6380 }, { port: 80 }],
  forms: { [`${INVOICES}:443`]: 'tls', [`${BANK}:443`]: 'mutual', 6380: 'tls', 80: 'plain' },
  withoutEach: true,
  questions: [
    { from, host: 'invoices.example', port: 80, protocol: 'http', outcome: 'ARRIVES', way: 'address > outbound|80||invoices.example > outside gets TLS with http' },
    { from, host: 'invoices.example', port: 443, protocol: 'https', outcome: 'ARRIVES', way: 'address > outbound|443||invoices.example > outside gets TLS with http' },
    // A client that starts TLS itself gets no TLS around it.
    { from, host: 'invoices.example', port: 80, protocol: 'https', outcome: 'FAILS', way: 'address > BlackHoleCluster > the connection was closed' },
    { from: billing, host: 'bank.example', port: 80, protocol: 'http', outcome: 'ARRIVES', way: 'address > outbound|80||bank.example > outside gets mutual TLS with http' },
    // The sidecars of other pods have no certificate.
    { from, host: 'bank.example', port: 80, protocol: 'http', outcome: 'FAILS', way: 'address > outbound|80||bank.example > outside gets http' },
    { from, address: CACHE, port: 6380, protocol: 'tcp', outcome: 'ARRIVES', way: 'outbound|6380||cache.example > outside gets TLS with tcp' },
  ],
};
