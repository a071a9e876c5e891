import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  ArgoCd, ArgoCdApplicationSet, ArgoCdDifference, ChartDelivery, ConnectionInfo, DynaKube, DynaKubeMode, DynatraceOperator, Mesh, OneAgentEgress,
  OperatorPlatform, ServiceEntry, ServicePort, Sidecar,
} from 'cdk8s-istio-oneagent';

/** A cluster in `clusters.json`. */
interface Cluster {
  readonly name: string;
  readonly stage: keyof typeof STAGES;
  readonly platform: 'aks' | 'eks' | 'openshift';
  /** Id of the Dynatrace environment. */
  readonly environment: string;
}

/** What differs by stage. A new version of Istio comes to `dev` first. */
const STAGES = {
  dev: { istioVersion: '1.31', payments: 'sandbox.payments.example', replicas: 1, mode: DynaKubeMode.applicationMonitoring() },
  stage: { istioVersion: '1.30', payments: 'sandbox.payments.example', replicas: 1, mode: DynaKubeMode.cloudNativeFullStack() },
  prod: { istioVersion: '1.30', payments: 'api.payments.example', replicas: 3, mode: DynaKubeMode.cloudNativeFullStack() },
};

/** The app of a cluster, with a folder and a mesh of its own. Its objects have the same names in every cluster. */
function appOf({ name, stage, environment }: Cluster): App {
  const { istioVersion, payments, replicas, mode } = STAGES[stage];
  const app = new App({ outdir: join(outdir, name) });
  new Mesh(app, 'Mesh', { istioVersion });

  const monitoring = new Chart(app, 'monitoring', { namespace: 'dynatrace' });
  const dynakube = new DynaKube(monitoring, 'DynaKube', { apiUrl: `https://${environment}.live.dynatrace.com/api`, networkZone: name, mode });
  const oneAgent = new OneAgentEgress(monitoring, 'OneAgentEgress', {
    dynakube,
    connectionInfo: ConnectionInfo.fromFile(join('connection-info', `${name}.json`)),
  });

  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  new kplus.Deployment(shop, 'Web', { replicas, containers: [{ image: 'registry.example/web:1.0' }] });
  const entry = new ServiceEntry(shop, 'Payments', { hosts: [payments], ports: [ServicePort.https()] });
  new Sidecar(shop, 'Sidecar').allowEgressTo(entry, oneAgent);

  const namespaces = new Chart(app, 'namespaces');
  new kplus.Namespace(namespaces, 'Shop', { metadata: { name: 'shop', labels: { 'istio-injection': 'enabled' } } });

  ArgoCd.order(app);
  return app;
}

/** The app for the cluster of Argo CD: the operator of each cluster, and one Application for the folder of each cluster. */
function argoCdApp(): App {
  const app = new App({ outdir: join(outdir, 'argo-cd') });
  const operators = new Chart(app, 'operators');
  for (const { name, platform } of clusters) {
    new DynatraceOperator(operators, name, {
      metadata: { name: `dynatrace-operator-${name}` },
      operatorNamespace: 'dynatrace',
      platform: platform === 'openshift' ? OperatorPlatform.OPENSHIFT : OperatorPlatform.KUBERNETES,
      delivery: ChartDelivery.argoCd({
        destinationName: name,
        ignoreDifferences: platform === 'aks' ? [ArgoCdDifference.aksAdmissionsEnforcer()] : [],
      }),
    });
  }
  new ArgoCdApplicationSet(new Chart(app, 'fleet'), 'Fleet', {
    metadata: { name: 'fleet' },
    repoUrl: 'https://git.example.com/platform/fleet.git',
    namePrefix: 'egress-',
    clusters: clusters.map(({ name, stage }) => ({ name, stage })),
    rollout: ['dev', 'stage', 'prod'],
  });
  return app;
}

const outdir = process.env.CDK8S_OUTDIR ?? 'dist';
const clusters = JSON.parse(readFileSync('clusters.json', 'utf8')) as Cluster[];

// Nothing is written before all apps are complete.
const apps = [...clusters.map(appOf), argoCdApp()];
for (const app of apps) { app.synth(); }
