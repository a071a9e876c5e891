import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { EgressDestination, Mesh, ServiceEntry, ServicePort, Waypoint } from 'cdk8s-istio-oneagent';

const app = new App();
const mesh = new Mesh(app, 'Mesh');

const namespaces = new Chart(app, 'namespaces');
new kplus.Namespace(namespaces, 'Shop', { metadata: { name: 'shop', labels: { 'istio.io/dataplane-mode': 'ambient' } } });

const egress = new Chart(app, 'egress', { namespace: 'egress' });
const waypoint = new Waypoint(egress, 'Waypoint');
const payments = new ServiceEntry(egress, 'Payments', {
  hosts: ['api.payments.example'],
  ports: [ServicePort.https()],
  metadata: { name: 'payments' },
});
payments.useWaypoint(waypoint);

const shop = new Chart(app, 'shop', { namespace: 'shop' });
const web = new kplus.Deployment(shop, 'Web', { metadata: { name: 'web' }, containers: [{ image: 'registry.example/web:1.0' }] });
mesh.requireEgress(web, EgressDestination.https('api.payments.example'));

app.synth();
