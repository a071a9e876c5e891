import { ApiObject, App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { ConnectionInfo, DynaKube, DynaKubeMode, EgressDestination, NamespaceEgress, OneAgentEgress } from 'cdk8s-istio-oneagent';

const app = new App();

const namespaces = new Chart(app, 'namespaces');
for (const name of ['bank', 'shop']) {
  new ApiObject(namespaces, name, { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { 'istio-injection': 'enabled' } } });
}

const monitoring = new Chart(app, 'monitoring', { namespace: 'dynatrace' });
const dynakube = new DynaKube(monitoring, 'DynaKube', {
  apiUrl: 'https://abc12345.live.dynatrace.com/api',
  mode: DynaKubeMode.cloudNativeFullStack(),
});
new OneAgentEgress(monitoring, 'OneAgentEgress', { dynakube, connectionInfo: ConnectionInfo.fromFile('connection-info.json') });

const bank = new Chart(app, 'bank', { namespace: 'bank' });
const ledger = new kplus.Deployment(bank, 'Ledger', {
  metadata: { name: 'ledger' },
  containers: [{ image: 'registry.example/ledger:1.0', portNumber: 8080 }],
});
new kplus.Service(bank, 'Service', { metadata: { name: 'ledger' }, selector: ledger, ports: [{ name: 'http', port: 8080 }] });

const shop = new Chart(app, 'shop', { namespace: 'shop' });
new kplus.Deployment(shop, 'Web', {
  metadata: { name: 'web' },
  containers: [{ image: 'registry.example/web:1.0', envVariables: { LEDGER_URL: kplus.EnvValue.fromValue('http://ledger.bank:8080') } }],
});

// Service bank/ledger and the endpoints of OneAgent are found in the app. What is outside the mesh is listed.
new NamespaceEgress(shop, 'Egress', {
  destinations: [EgressDestination.https('api.payments.example'), EgressDestination.tcp('198.51.100.77', 5432)],
});

app.synth();
