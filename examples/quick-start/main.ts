import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  ConnectionInfo, DynaKube, DynaKubeMode, OneAgentEgress, ServiceEntry, ServicePort, Sidecar,
} from 'cdk8s-istio-oneagent';

const app = new App();

const monitoring = new Chart(app, 'monitoring', { namespace: 'dynatrace' });
const dynakube = new DynaKube(monitoring, 'DynaKube', {
  apiUrl: 'https://abc12345.live.dynatrace.com/api',
  mode: DynaKubeMode.cloudNativeFullStack(),
});
const oneAgent = new OneAgentEgress(monitoring, 'OneAgentEgress', {
  dynakube,
  connectionInfo: ConnectionInfo.fromFile('connection-info.json'),
});

const shop = new Chart(app, 'shop', { namespace: 'shop' });
new kplus.Deployment(shop, 'Web', { containers: [{ image: 'registry.example/web:1.0' }] });
const payments = new ServiceEntry(shop, 'Payments', { hosts: ['api.payments.example'], ports: [ServicePort.https()] });
new Sidecar(shop, 'Sidecar').allowEgressTo(payments, oneAgent); // REGISTRY_ONLY is the default

app.synth();
