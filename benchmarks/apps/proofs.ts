/** Namespaces with 8 workloads each that must all reach the Dynatrace endpoints and the APIs that they use: `node proofs.js NAMESPACES`. */
import { ApiObject, App, Chart } from 'cdk8s';
import {
  ConnectionInfo, EgressDestination, EgressHost, Mesh, OneAgentEgress, OutboundTrafficPolicy, ServiceEntry, ServicePort, Sidecar,
} from 'cdk8s-istio-oneagent';

const WORKLOADS = 8;
const APIS = 4;
const ENDPOINTS = ['a', 'b', 'c'].map(name => `https://${name}.live.dynatrace.com:443/communication`).join(';');

const app = new App();
const mesh = new Mesh(app, 'Mesh', { outboundTrafficPolicy: OutboundTrafficPolicy.registryOnly() });
const dynatrace = new Chart(app, 'dynatrace', { namespace: 'dynatrace' });
const oneAgent = new OneAgentEgress(dynatrace, 'Egress', { connectionInfo: ConnectionInfo.fromEndpoints(ENDPOINTS) });
for (let number = 0; number < Number(process.argv[2]); number++) {
  const chart = new Chart(app, `shop-${number}`, { namespace: `shop-${number}` });
  const hosts = Array.from({ length: APIS }, (_, index) => `api-${index}.shop-${number}.example`);
  const sidecar = new Sidecar(chart, 'Sidecar', { hosts: [EgressHost.sameNamespace()] });
  sidecar.allowEgressTo(oneAgent);
  hosts.forEach((host, index) => new ServiceEntry(chart, `Api${index}`, { hosts: [host], ports: [ServicePort.https()] }));
  for (let workload = 0; workload < WORKLOADS; workload++) {
    const labels = { app: `web-${workload}` };
    new ApiObject(chart, `Web${workload}`, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [{ name: 'app', image: 'app' }] } } },
    });
  }
  mesh.requireEgress(chart, ...hosts.map(host => EgressDestination.https(host)));
}
app.synth();
