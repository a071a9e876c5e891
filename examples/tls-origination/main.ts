import { ApiObject, App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { EgressDestination, Mesh, OutboundTrafficPolicy, ServiceEntry, ServicePort, Sidecar, SidecarTls } from 'cdk8s-istio-oneagent';

const app = new App();
const mesh = new Mesh(app, 'Mesh', { outboundTrafficPolicy: OutboundTrafficPolicy.registryOnly() });

const shop = new Chart(app, 'shop', { namespace: 'shop' });
const web = new kplus.Deployment(shop, 'Web', { metadata: { name: 'web' }, containers: [{ image: 'registry.example/web:1.0' }] });
const billing = new kplus.Deployment(shop, 'Billing', {
  metadata: { name: 'billing' },
  podMetadata: { labels: { app: 'billing' } },
  serviceAccount: new kplus.ServiceAccount(shop, 'Account', { metadata: { name: 'billing' } }),
  containers: [{ image: 'registry.example/billing:1.0' }],
});

// The applications call http://invoices.example.com. A client that starts TLS itself calls https://invoices.example.com, and keeps its own TLS.
const invoices = new ServiceEntry(shop, 'Invoices', {
  metadata: { name: 'invoices' },
  hosts: ['invoices.example.com'],
  ports: [ServicePort.http(), ServicePort.https()],
});
invoices.originateTls();

// The server asks for a certificate. Only the sidecars of the billing pods get it, from a Secret that is not in Git.
const bank = new ServiceEntry(shop, 'Bank', { metadata: { name: 'bank' }, hosts: ['bank.example.com'], ports: [ServicePort.http()] });
bank.originateTls(SidecarTls.mutual('bank-client'), { clients: { app: 'billing' }, serviceAccounts: ['billing'] });
new ApiObject(shop, 'BankClient', {
  apiVersion: 'external-secrets.io/v1',
  kind: 'ExternalSecret',
  metadata: { name: 'bank-client' },
  spec: {
    secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' },
    data: ['tls.crt', 'tls.key', 'ca.crt'].map(property => ({ secretKey: property, remoteRef: { key: 'shop/bank-client', property } })),
  },
});

new Sidecar(shop, 'Sidecar').allowEgressTo(invoices, bank);

mesh.requireEgress(web, EgressDestination.http('invoices.example.com'), EgressDestination.https('invoices.example.com'));
mesh.requireEgress(billing, EgressDestination.http('bank.example.com'));

app.synth();
