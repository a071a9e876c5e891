import { groupKindOf, versionOf } from '../../../src/analysis/base/group-kind';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';

test.each([
  [{ apiVersion: 'networking.istio.io/v1beta1', kind: 'Sidecar' }, 'networking.istio.io/Sidecar', 'v1beta1'],
  [{ apiVersion: 'v1', kind: 'Pod' }, 'Pod', 'v1'],
  [{ apiVersion: 7, kind: null }, 'null', '7'],
  [{}, 'undefined', 'undefined'],
])('group, kind and version of %j', (object, groupKind, version) => {
  expect(groupKindOf(object as unknown as KubernetesObject)).toBe(groupKind);
  expect(versionOf(object as unknown as KubernetesObject)).toBe(version);
});
