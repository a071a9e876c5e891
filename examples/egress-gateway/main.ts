import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  ConnectionInfo, DynaKube, DynaKubeMode, EgressGateway, GatewayTls, OneAgentEgress, ServiceEntry, ServiceEntryEndpoint, ServicePort, Sidecar,
} from 'cdk8s-istio-oneagent';

const app = new App();

const egress = new Chart(app, 'egress', { namespace: 'egress' });
const gateway = new EgressGateway(egress, 'Gateway');

const monitoring = new Chart(app, 'monitoring', { namespace: 'dynatrace' });
const dynakube = new DynaKube(monitoring, 'DynaKube', {
  apiUrl: 'https://abc12345.live.dynatrace.com/api',
  mode: DynaKubeMode.cloudNativeFullStack(),
});
const oneAgent = new OneAgentEgress(monitoring, 'OneAgentEgress', {
  dynakube,
  connectionInfo: ConnectionInfo.fromFile('connection-info.json'),
});
oneAgent.through(gateway);

const shop = new Chart(app, 'shop', { namespace: 'shop' });
new kplus.Deployment(shop, 'Web', { containers: [{ image: 'registry.example/web:1.0' }] });

// The gateway passes the TLS of the application on.
const payments = new ServiceEntry(shop, 'Payments', { hosts: ['api.payments.example'], ports: [ServicePort.https()] });
payments.through(gateway);

// The application sends plain text, and the gateway starts TLS.
const invoices = new ServiceEntry(shop, 'Invoices', { hosts: ['invoices.example.com'], ports: [ServicePort.http()] });
invoices.through(gateway, { originateTls: GatewayTls.simple() });

// The gateway has a port for the database.
const database = new ServiceEntry(shop, 'Database', {
  hosts: ['orders.database.example'],
  addresses: ['203.0.113.20'],
  endpoints: [ServiceEntryEndpoint.ip('203.0.113.20')],
  ports: [ServicePort.tcp(5432)],
});
database.through(gateway);

new Sidecar(shop, 'Sidecar').allowEgressTo(payments, invoices, database, oneAgent); // REGISTRY_ONLY is the default

app.synth();
