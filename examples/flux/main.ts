import { App, Chart, YamlOutputType } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  ChartDelivery, ConnectionInfo, DynaKube, DynaKubeMode, DynatraceOperator, FluxDelivery, FluxSource, OneAgentEgress, ServiceEntry,
  ServicePort, Sidecar,
} from 'cdk8s-istio-oneagent';

const app = new App({ yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE }); // a folder for each Kustomization

const operator = new Chart(app, 'operator', { namespace: 'dynatrace' });
new DynatraceOperator(operator, 'DynatraceOperator', { delivery: ChartDelivery.flux() });

const egress = new Chart(app, 'egress', { namespace: 'dynatrace' });
const oneAgent = new OneAgentEgress(egress, 'OneAgentEgress', { connectionInfo: ConnectionInfo.fromFile('connection-info.json') });

const monitoring = new Chart(app, 'monitoring', { namespace: 'dynatrace' });
new DynaKube(monitoring, 'DynaKube', {
  apiUrl: 'https://abc12345.live.dynatrace.com/api',
  mode: DynaKubeMode.cloudNativeFullStack(),
});

const shopEgress = new Chart(app, 'shop-egress', { namespace: 'shop' });
const payments = new ServiceEntry(shopEgress, 'Payments', { hosts: ['api.payments.example'], ports: [ServicePort.https()] });
new Sidecar(shopEgress, 'Sidecar').allowEgressTo(payments, oneAgent); // REGISTRY_ONLY is the default

const shop = new Chart(app, 'shop', { namespace: 'shop' });
new kplus.Deployment(shop, 'Web', { containers: [{ image: 'registry.example/web:1.0' }] });

// The Kustomizations are in dist/flux, which a Kustomization of the cluster must deliver, such as that of flux bootstrap.
const flux = new FluxDelivery(new Chart(app, 'flux'), 'Delivery', {
  metadata: { name: 'egress' },
  source: FluxSource.gitRepository({ url: 'https://git.example.com/platform/egress.git', secretRef: 'git-egress' }),
});
const crds = flux.addKustomization('operator', { path: 'dist/operator' }); // and the namespace
const entries = flux.addKustomization('egress', { path: 'dist/egress', dependsOn: [crds] });
const sidecars = flux.addKustomization('shop-egress', { path: 'dist/shop-egress', dependsOn: [entries] });
const dynakubes = flux.addKustomization('monitoring', { path: 'dist/monitoring', dependsOn: [crds, entries] });
flux.addKustomization('shop', { path: 'dist/shop', dependsOn: [sidecars, dynakubes] });

app.synth();
