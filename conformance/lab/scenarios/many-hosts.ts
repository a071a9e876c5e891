import { ApiObject, App, Chart, Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { HopScenario } from './hop-scenario';
import { REGISTRY_ONLY } from './scenario';
import { Resolution, ServiceEntry, ServicePort, Sidecar } from '../../../src';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';

const LAST = '192.0.2.40';
const PARTNER = '192.0.2.41';
const STOCK = '192.0.2.42';
const ELSEWHERE = '192.0.2.49';

/** An app with an entry of 300 hosts, wildcards of both resolutions, and routes for requests. */
function objects(): KubernetesObject[] {
  const app = new App();
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  new ApiObject(shop, 'Namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', namespace: undefined, labels: { 'istio-injection': 'enabled' } } });
  new kplus.Deployment(shop, 'Web', { metadata: { name: 'web' }, containers: [{ image: 'registry.example/web:1.0' }] });
  const carriers = new ServiceEntry(shop, 'Carriers', {
    hosts: Array.from({ length: 300 }, (_, index) => `c${String(index).padStart(3, '0')}.example`), ports: [ServicePort.https()], resolution: Resolution.NONE, metadata: { name: 'carriers' },
  });
  const dynamic = new ServiceEntry(shop, 'Dynamic', {
    hosts: ['*.dynamic.example'], ports: [ServicePort.tls(), ServicePort.http()], resolution: Resolution.DYNAMIC_DNS, metadata: { name: 'dynamic' },
  });
  const open = new ServiceEntry(shop, 'Open', { hosts: ['*.open.example'], ports: [ServicePort.tls(), ServicePort.http()], metadata: { name: 'open' } });
  open.addHttpRoute({ timeout: Duration.seconds(5) });
  const stock = new ServiceEntry(shop, 'Stock', { hosts: ['stock.example'], ports: [ServicePort.http(), ServicePort.grpc(50051)], metadata: { name: 'stock' } });
  stock.addHttpRoute({ timeout: Duration.seconds(5), retries: { attempts: 2, retryOn: ['503'] } });
  stock.addHttpRoute({ uriPrefix: '/orders', retries: { attempts: 0 } });
  new Sidecar(shop, 'Sidecar').allowEgressTo(carriers, dynamic, open, stock);
  return app.charts.flatMap(chart => chart.toJson() as KubernetesObject[]);
}

const from = 'Deployment shop/web';

/** Connections to hosts of several objects, and below wildcards. */
export const manyHosts: HopScenario = {
  name: 'many-hosts',
  title: 'an entry of 300 hosts, wildcards with NONE and DYNAMIC_DNS, and routes for requests',
  objects: objects(),
  meshConfig: REGISTRY_ONLY,
  names: {
    'c000.example': [LAST], 'c299.example': [LAST], 'a.dynamic.example': [PARTNER], 'a.b.dynamic.example': [PARTNER], 'a.open.example': [PARTNER], 'open.example': [PARTNER], 'stock.example': [STOCK],
  },
  listeners: [{ port: 443, expects: 'tls' }, { port: 80, expects: 'plain' }, { port: 50051 }],
  questions: [
    { from, host: 'c000.example', port: 443, protocol: 'https', outcome: 'ARRIVES', way: 'address > outbound|443||c000.example > outside gets TLS with http' },
    { from, host: 'c299.example', port: 443, protocol: 'https', outcome: 'ARRIVES', way: 'address > outbound|443||c299.example > outside gets TLS with http' },
    { from, host: 'a.open.example', port: 443, protocol: 'https', outcome: 'ARRIVES', way: 'address > outbound|443||*.open.example > outside gets TLS with http' },
    // A client that dials any server with a name of the domain.
    { from, host: 'a.open.example', address: ELSEWHERE, port: 443, protocol: 'https', outcome: 'ARRIVES', way: 'outbound|443||*.open.example > outside gets TLS with http' },
    { from, host: 'a.open.example', port: 80, protocol: 'http', outcome: 'ARRIVES', way: 'address > outbound|80||*.open.example > outside gets http' },
    // The domain itself is not below the wildcard.
    { from, host: 'open.example', port: 443, protocol: 'https', outcome: 'FAILS', way: 'address > BlackHoleCluster > the connection was closed' },
    { from, host: 'a.dynamic.example', port: 443, protocol: 'https', outcome: 'ARRIVES', way: 'address > outbound|443||*.dynamic.example > outside gets TLS with http' },
    { from, host: 'a.b.dynamic.example', port: 80, protocol: 'http', outcome: 'ARRIVES', way: 'address > outbound|80||*.dynamic.example > outside gets http' },
    { from, host: 'stock.example', port: 80, protocol: 'http', outcome: 'ARRIVES', way: 'address > outbound|80||stock.example > outside gets http' },
  ],
};
