import { App, Chart } from 'cdk8s';
import { DEFAULT_MESH_SETTINGS } from '../../src/analysis/settings/mesh-settings';
import { FindingPolicy } from '../../src/core/findings/finding-policy';
import { MeshScope, meshOn, nearestMeshSettings, nearestMesh, setMeshOn } from '../../src/core/mesh-scope';

const app = new App();
const shop = new Chart(app, 'shop');

function scopeOf(istioVersion: string): MeshScope {
  return { construct: app, settings: { ...DEFAULT_MESH_SETTINGS, istioVersion }, policy: new FindingPolicy(), printFindings: true };
}

test('a scope without a mesh has Istio\'s defaults', () => {
  expect([meshOn(shop), nearestMesh(shop), nearestMeshSettings(shop)]).toEqual([undefined, undefined, DEFAULT_MESH_SETTINGS]);
});

test('the mesh of a scope is its own or the nearest one above, and can be replaced', () => {
  const [old, outer, inner] = ['1.29', '1.30', '1.31'].map(scopeOf);
  setMeshOn(app, old);
  setMeshOn(app, outer);
  expect([meshOn(shop), nearestMesh(shop)]).toEqual([undefined, outer]);
  setMeshOn(shop, inner);
  expect([meshOn(shop), nearestMesh(shop), nearestMesh(app)]).toEqual([inner, inner, outer]);
});
