import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  EgressDestination, ExportScope, Mesh, OutboundTrafficPolicy, ProxyConfig, ProxySettings, ServiceEntry, ServicePort, Sidecar,
} from 'cdk8s-istio-oneagent';

const app = new App();
const mesh = new Mesh(app, 'Mesh', { outboundTrafficPolicy: OutboundTrafficPolicy.registryOnly() });

const shop = new Chart(app, 'shop', { namespace: 'shop' });
const orders = new kplus.Deployment(shop, 'Orders', { metadata: { name: 'orders' }, containers: [{ image: 'registry.example/orders:1.0' }] });
ProxySettings.of(orders).holdApplicationUntilProxyStarts(); // it connects to its database as soon as it starts

// All sidecars of the namespace answer DNS queries, so that each name without an address has one of its own.
new ProxyConfig(shop, 'ProxyConfig', { dnsCapture: true });
const exportTo = [ExportScope.sameNamespace()]; // sidecars of other namespaces do not answer DNS queries

// A database by name only: the cloud changes its address.
const database = new ServiceEntry(shop, 'Database', { metadata: { name: 'database' }, hosts: ['orders.db.example.com'], ports: [ServicePort.tcp(5432)], exportTo });

// A database by its address. The host is a label that nothing resolves.
const ledger = new ServiceEntry(shop, 'Ledger', {
  metadata: { name: 'ledger' }, hosts: ['ledger.shop.invalid'], addresses: ['203.0.113.20'], ports: [ServicePort.tcp(1521)], exportTo,
});

// A range of addresses, any of which clients connect to.
const cache = new ServiceEntry(shop, 'Cache', {
  metadata: { name: 'cache' }, hosts: ['cache.shop.invalid'], addresses: ['203.0.113.64/28'], ports: [ServicePort.tcp(6379)], exportTo,
});

// Kafka in plain text: clients connect to each broker by its name. One ServiceEntry for each, so that each has an address of its own.
const brokers = ['b-1', 'b-2', 'b-3'].map(broker => new ServiceEntry(shop, `Kafka-${broker}`, {
  metadata: { name: `kafka-${broker}` }, hosts: [`${broker}.kafka.example.com`], ports: [ServicePort.tcp(9092)], exportTo,
}));

// Kafka with TLS of the clients: the server name tells the brokers apart, so one ServiceEntry is enough.
const secureBrokers = new ServiceEntry(shop, 'SecureKafka', {
  metadata: { name: 'secure-kafka' },
  hosts: ['b-1.events.example.com', 'b-2.events.example.com', 'b-3.events.example.com'],
  ports: [ServicePort.tls(9094)],
  exportTo,
});

// RabbitMQ: all ports of a host are in one ServiceEntry.
const rabbit = new ServiceEntry(shop, 'RabbitMq', {
  metadata: { name: 'rabbitmq' }, hosts: ['mq.example.com'], ports: [ServicePort.tls(5671), ServicePort.tcp(5672), ServicePort.https(15671)], exportTo,
});

new Sidecar(shop, 'Sidecar').allowEgressTo(database, ledger, cache, ...brokers, secureBrokers, rabbit);

mesh.requireEgress(
  orders,
  EgressDestination.tcp('orders.db.example.com', 5432),
  EgressDestination.tcp('203.0.113.20', 1521),
  EgressDestination.tcp('203.0.113.70', 6379),
  ...['b-1', 'b-2', 'b-3'].flatMap(broker => [
    EgressDestination.tcp(`${broker}.kafka.example.com`, 9092),
    EgressDestination.https(`${broker}.events.example.com`, 9094),
  ]),
  EgressDestination.https('mq.example.com', 5671),
  EgressDestination.tcp('mq.example.com', 5672),
  EgressDestination.https('mq.example.com', 15671),
);

app.synth();
