import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  ActiveGateCapability, ChartDelivery, ConnectionInfo, DynaKube, DynaKubeMode, DynatraceOperator, OneAgentEgress, OperatorPlatform, Sidecar,
} from 'cdk8s-istio-oneagent';

const app = new App();

const operator = new Chart(app, 'operator', { namespace: 'dynatrace' });
new DynatraceOperator(operator, 'DynatraceOperator', {
  platform: OperatorPlatform.OPENSHIFT,
  delivery: ChartDelivery.argoCd(),
  metadata: { namespace: 'openshift-gitops' }, // OpenShift GitOps reads Applications from this namespace
  operator: { limits: { memory: '256Mi' } },
});

const monitoring = new Chart(app, 'monitoring', { namespace: 'dynatrace' });
const dynakube = new DynaKube(monitoring, 'DynaKube', {
  apiUrl: 'https://abc12345.live.dynatrace.com/api',
  mode: DynaKubeMode.cloudNativeFullStack({ namespaceSelector: { matchLabels: { monitor: 'dynatrace' } } }),
  activeGate: {
    capabilities: [ActiveGateCapability.ROUTING, ActiveGateCapability.KUBERNETES_MONITORING],
    resources: { requests: { cpu: '500m', memory: '512Mi' }, limits: { cpu: '1', memory: '1.5Gi' } },
  },
});
// The operator's chart installs the CRD, so Argo CD does not know the kind yet at its first sync.
dynakube.metadata.addAnnotation('argocd.argoproj.io/sync-options', 'SkipDryRunOnMissingResource=true');
const oneAgent = new OneAgentEgress(monitoring, 'OneAgentEgress', {
  dynakube,
  connectionInfo: ConnectionInfo.fromFile('connection-info.json'),
});

const shop = new Chart(app, 'shop', { namespace: 'shop' });
new kplus.Deployment(shop, 'Web', { containers: [{ image: 'registry.example/web:1.0' }] });
new Sidecar(shop, 'Sidecar').allowEgressTo(oneAgent);

const namespaces = new Chart(app, 'namespaces');
new kplus.Namespace(namespaces, 'Shop', { metadata: { name: 'shop', labels: { 'istio-injection': 'enabled', 'monitor': 'dynatrace' } } });

app.synth();
