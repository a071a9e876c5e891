import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import { EgressDestination, EgressHost, Mesh, ServiceEntry, ServicePort, Sidecar } from '../../src';
import { MeshModel } from '../../src/analysis/model/mesh-model';
import { NO_WORKLOAD } from '../../src/core/construct-rule';

function addWorkload(chart: Chart): ApiObject {
  const labels = { app: 'web' };
  return new ApiObject(chart, 'Web', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [{ name: 'app', image: 'registry.example/web:1.0' }] } } },
  });
}

/** An app that requires egress, with and without a workload of its own. */
function appOf(hasWorkload: boolean): { app: App; mesh: Mesh; entry: ServiceEntry } {
  const app = new App();
  const mesh = new Mesh(app, 'Mesh');
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  const entry = new ServiceEntry(shop, 'Api', { hosts: ['api.example'], ports: [ServicePort.https()] });
  new Sidecar(shop, 'Sidecar', { hosts: [EgressHost.sameNamespace()] }).allowEgressTo(entry);
  if (hasWorkload) { addWorkload(shop); }
  mesh.requireEgress(shop, EgressDestination.https('api.example'));
  return { app, mesh, entry };
}

/** How often the mesh is modelled for the findings. */
function modelsFor(mesh: Mesh): number {
  const models = jest.spyOn(MeshModel, 'of');
  mesh.findings();
  const { length } = models.mock.calls;
  models.mockRestore();
  return length;
}

test('rules and proofs ask one model', () => {
  expect(modelsFor(appOf(true).mesh)).toBe(1);
});

test('pods that are assumed for a Sidecar are in the model of the proofs, and not in that of the rules', () => {
  const { mesh } = appOf(false);
  expect(modelsFor(mesh)).toBe(2);
  expect(mesh.findings().map(({ rule }) => rule).filter(rule => rule.startsWith('mesh/egress'))).toEqual([NO_WORKLOAD.name]);
});

test('an object that the API server refuses is in the model of the proofs, and not in that of the rules', () => {
  const { mesh, entry } = appOf(true);
  ApiObject.of(entry).addJsonPatch(JsonPatch.add('/spec/unknown', true));
  expect(modelsFor(mesh)).toBeGreaterThan(1);
  expect(mesh.findings().map(({ rule }) => rule)).toEqual(['kubernetes/unknown-field']);
});
