/** What workloads reach, asked once for each namespace or once for all: `node egress-of.js each|once NAMESPACES`. */
import { ApiObject, App, Chart } from 'cdk8s';
import { EgressHost, Mesh, ServiceEntry, ServicePort, Sidecar } from 'cdk8s-istio-oneagent';

const [, , how, namespaces] = process.argv;
const app = new App();
const mesh = new Mesh(app, 'Mesh', {});
const charts = Array.from({ length: Number(namespaces) }, (_, number) => {
  const chart = new Chart(app, `team-${number}`, { namespace: `team-${number}` });
  [0, 1, 2].forEach(index => new ServiceEntry(chart, `Api${index}`, { hosts: [`api-${index}.team-${number}.example`], ports: [ServicePort.https()] }));
  new Sidecar(chart, 'Sidecar', { hosts: [EgressHost.sameNamespace()] });
  const labels = { app: 'web' };
  new ApiObject(chart, 'Web', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [{ name: 'app', image: 'app' }] } } },
  });
  return chart;
});
const found = how === 'once' ? mesh.egressOf(app) : charts.flatMap(chart => mesh.egressOf(chart));
if (found.length !== charts.length) { throw new Error(`${found.length} workloads instead of ${charts.length}`); }
