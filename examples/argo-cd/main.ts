import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  ArgoCd, ArgoCdApplication, ChartDelivery, ConnectionInfo, DynaKube, DynaKubeMode, DynatraceOperator, OneAgentEgress, ServiceEntry,
  ServicePort, Sidecar,
} from 'cdk8s-istio-oneagent';

const outdir = process.env.CDK8S_OUTDIR ?? 'dist';
const app = new App({ outdir: join(outdir, 'egress') });

const monitoring = new Chart(app, 'monitoring', { namespace: 'dynatrace' });
new DynatraceOperator(monitoring, 'DynatraceOperator', { delivery: ChartDelivery.argoCd() });
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

ArgoCd.order(app); // operator and CRDs, Secrets, ServiceEntries and Sidecars, DynaKube, workloads
app.synth();

// The Application is not among the objects that it delivers. Apply it once, or keep its folder in a parent Application.
const delivery = new App({ outdir: join(outdir, 'argo-cd') });
new ArgoCdApplication(new Chart(delivery, 'application'), 'Application', {
  metadata: { name: 'egress' },
  repoUrl: 'https://git.example.com/platform/egress.git',
  path: 'dist/egress',
});
delivery.synth();
