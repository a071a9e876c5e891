import { App, Chart, Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  EgressDestination, ExportScope, Mesh, OutboundTrafficPolicy, Resolution, ServiceEntry, ServicePort, Sidecar,
} from 'cdk8s-istio-oneagent';

const app = new App();
const mesh = new Mesh(app, 'Mesh', { outboundTrafficPolicy: OutboundTrafficPolicy.registryOnly() });

const egress = new Chart(app, 'egress', { namespace: 'egress' });
const exportTo = [ExportScope.namespace('shop')];

// 300 hosts: two ServiceEntries, carriers and carriers-2.
const carriers = new ServiceEntry(egress, 'Carriers', {
  hosts: Array.from({ length: 300 }, (_, index) => `carrier-${String(index + 1).padStart(3, '0')}.example.com`),
  ports: [ServicePort.https()],
  exportTo,
  metadata: { name: 'carriers' },
});

// All names below the domain. The sidecar resolves the name that the client sends.
const partners = new ServiceEntry(egress, 'Partners', {
  hosts: ['*.partner.example'],
  ports: [ServicePort.tls()],
  resolution: Resolution.DYNAMIC_DNS,
  exportTo,
  metadata: { name: 'partners' },
});

// Requests in plain text, with time limits.
const stock = new ServiceEntry(egress, 'Stock', {
  hosts: ['stock.example.com'],
  ports: [ServicePort.http(), ServicePort.grpc(50051)],
  exportTo,
  metadata: { name: 'stock' },
});
stock.addHttpRoute({ timeout: Duration.seconds(5), retries: { attempts: 2, perTryTimeout: Duration.seconds(2), retryOn: ['connect-failure', '503'] } });
stock.addHttpRoute({ uriPrefix: '/orders', timeout: Duration.seconds(10), retries: { attempts: 0 } });
stock.addHttpRoute({ uriPrefix: '/stock.Stock/Watch' });

const shop = new Chart(app, 'shop', { namespace: 'shop' });
const web = new kplus.Deployment(shop, 'Web', { metadata: { name: 'web' }, containers: [{ image: 'registry.example/web:1.0' }] });
new Sidecar(shop, 'Sidecar').allowEgressTo(carriers, partners, stock); // proves the hosts that have names

// A wildcard names no destination: name the hosts that must be reached.
mesh.requireEgress(web, EgressDestination.https('api.partner.example'));

app.synth();
