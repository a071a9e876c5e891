import { App, Chart, Testing } from 'cdk8s';
import { Mesh, Sidecar } from '../../src';
import { check } from '../../src/analysis/check';

test('an object that the app does not have is a warning at synth, because the cluster may have it, and an error for the manifests alone', () => {
  const shop = new Chart(new App(), 'shop', { namespace: 'shop' });
  new Sidecar(shop, 'Sidecar', { workloadSelector: { app: 'web' }, metadata: { name: 'web' } });

  const objects = Testing.synth(shop);
  expect(Mesh.of(shop).findings().map(({ rule, severity }) => [rule, severity])).toEqual([['mesh/sidecar-selects-nothing', 'warning']]);
  expect(check(objects).map(({ rule, severity }) => [rule, severity])).toEqual([['mesh/sidecar-selects-nothing', 'error']]);
});
