import { readFileSync } from 'node:fs';
import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  ConnectionInfo, OneAgent, OneAgentApm, OneAgentEgress, OneAgentOperator, ServicePort, Sidecar, ServiceEntry,
} from 'cdk8s-istio-oneagent';

const API_URL = 'https://abc12345.live.dynatrace.com/api';

const app = new App();

const operator = new Chart(app, 'operator', { namespace: 'dynatrace' });
new OneAgentOperator(operator, 'OneAgentOperator', {
  webhookCaBundle: readFileSync('webhook-ca.crt', 'base64'), // ca.crt of the Secret dynatrace-oneagent-webhook-certs
});

const monitoring = new Chart(app, 'monitoring', { namespace: 'dynatrace' });
new OneAgent(monitoring, 'OneAgent', { apiUrl: API_URL, args: ['--set-infra-only=true'] }); // monitors the nodes; OneAgentAPM monitors the pods
const apm = new OneAgentApm(monitoring, 'OneAgentApm', { apiUrl: API_URL });
const oneAgent = new OneAgentEgress(monitoring, 'OneAgentEgress', {
  connectionInfo: ConnectionInfo.fromFile('connection-info.json'),
});

const shop = new Chart(app, 'shop', { namespace: 'shop' });
new kplus.Deployment(shop, 'Web', { containers: [{ image: 'registry.example/web:1.0' }] });
const payments = new ServiceEntry(shop, 'Payments', { hosts: ['api.payments.example'], ports: [ServicePort.https()] });
new Sidecar(shop, 'Sidecar').allowEgressTo(payments, oneAgent);

const namespaces = new Chart(app, 'namespaces');
new kplus.Namespace(namespaces, 'Dynatrace', { metadata: { name: 'dynatrace', labels: { 'istio-injection': 'disabled' } } });
new kplus.Namespace(namespaces, 'Shop', {
  metadata: { name: 'shop', labels: { 'istio-injection': 'enabled', 'oneagent.dynatrace.com/instance': apm.name } },
});

app.synth();
