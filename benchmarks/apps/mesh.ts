/** Namespaces with 3 ServiceEntries, a Sidecar and a Deployment that must reach the three hosts: `node mesh.js NAMESPACES`. */
import { ApiObject, App, Chart } from 'cdk8s';
import { EgressDestination, EgressHost, Mesh, ServiceEntry, ServicePort, Sidecar } from 'cdk8s-istio-oneagent';

const app = new App();
const mesh = new Mesh(app, 'Mesh', {});
for (let number = 0; number < Number(process.argv[2]); number++) {
  const namespace = `team-${number}`;
  const chart = new Chart(app, namespace, { namespace });
  const hosts = [0, 1, 2].map(index => `api-${index}.${namespace}.example.com`);
  hosts.forEach((host, index) => new ServiceEntry(chart, `Api${index}`, { metadata: { name: `api-${index}` }, hosts: [host], ports: [ServicePort.https()] }));
  new Sidecar(chart, 'Sidecar', { metadata: { name: 'default' }, hosts: [EgressHost.sameNamespace()] });
  const labels = { app: 'web' };
  new ApiObject(chart, 'Web', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      replicas: 2,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'web', image: 'registry.example.com/web:1.4.2' }] } },
    },
  });
  mesh.requireEgress(chart, ...hosts.map(host => EgressDestination.https(host)));
}
app.synth();
