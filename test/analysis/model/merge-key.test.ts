import { mergeKey } from '../../../src/analysis/model/merge-key';
import { MeshModel } from '../../../src/analysis/model/mesh-model';
import { DEFAULT_MESH_SETTINGS } from '../../../src/analysis/settings/mesh-settings';
import { entry } from '../manifests';

/** The merge keys of a ServiceEntry and of a changed copy. */
function keys(spec: object, metadata: object = {}): [string, string] {
  const objects = [entry('a.test', 443, 'TLS', { exportTo: ['.', 'shop'] }), entry('a.test', 8443, 'HTTP', { exportTo: ['shop', '.', '.'], ...spec }, metadata)];
  const [one, other] = MeshModel.of(objects, DEFAULT_MESH_SETTINGS).services;
  return [mergeKey(one), mergeKey(other)];
}

test('the ports of entries that differ only in ports are merged, whatever the order of exportTo', () => {
  const [one, other] = keys({});
  expect(other).toBe(one);
});

test.each([
  ['resolution', { resolution: 'NONE' }, {}],
  ['exportTo', { exportTo: ['.'] }, {}],
  ['selector', { resolution: 'STATIC', workloadSelector: { labels: { app: 'a' } } }, {}],
  ['labels', {}, { labels: { app: 'a' } }],
  ['namespace', {}, { namespace: 'other' }],
])('the ports of entries that differ in %s are not merged', (_, spec, metadata) => {
  const [one, other] = keys(spec, metadata);
  expect(other).not.toBe(one);
});
