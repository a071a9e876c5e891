import { App, Chart, Testing } from 'cdk8s';
import { Mesh, Sidecar } from '../../src';
import { check } from '../../src/analysis/check';

test('what an app does not hold is a warning at synth, because the cluster may have it, and an error of the objects by themselves', () => {
  const shop = new Chart(new App(), 'shop', { namespace: 'shop' });
  new Sidecar(shop, 'Sidecar', { workloadSelector: { app: 'web' }, metadata: { name: 'web' } });

  const objects = Testing.synth(shop);
  expect(Mesh.of(shop).findings().map(({ rule, severity }) => [rule, severity])).toEqual([['mesh/sidecar-selects-nothing', 'warning']]);
  expect(check(objects).map(({ rule, severity }) => [rule, severity])).toEqual([['mesh/sidecar-selects-nothing', 'error']]);
});
