import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { ConnectionInfo, DynaKube, DynaKubeMode, ExportScope, OneAgentEgress, Sidecar } from 'cdk8s-istio-oneagent';

/** The namespaces of each network zone. */
const ZONES = { north: ['bank', 'shop'], south: ['games'] };

const app = new App();
const namespaces = new Chart(app, 'namespaces');
const monitoring = new Chart(app, 'monitoring', { namespace: 'dynatrace' });

for (const [zone, names] of Object.entries(ZONES)) {
  const dynakube = new DynaKube(monitoring, `DynaKube-${zone}`, {
    metadata: { name: zone },
    apiUrl: 'https://abc12345.live.dynatrace.com/api',
    networkZone: zone,
    mode: DynaKubeMode.applicationMonitoring({ namespaceSelector: { matchLabels: { 'network-zone': zone } } }),
  });
  const oneAgent = new OneAgentEgress(monitoring, `OneAgentEgress-${zone}`, {
    dynakube,
    connectionInfo: ConnectionInfo.fromFile(`connection-info/${zone}.json`),
    entryNamePrefix: `${zone}-`,
    exportTo: names.map(name => ExportScope.namespace(name)),
  });

  for (const name of names) {
    new kplus.Namespace(namespaces, name, { metadata: { name, labels: { 'istio-injection': 'enabled', 'network-zone': zone } } });
    const chart = new Chart(app, name, { namespace: name });
    new kplus.Deployment(chart, 'Web', { metadata: { name: 'web' }, containers: [{ image: `registry.example/${name}:1.0` }] });
    new Sidecar(chart, 'Sidecar').allowEgressTo(oneAgent);
  }
}

app.synth();
