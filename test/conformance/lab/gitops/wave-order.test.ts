import { outOfOrder, wavesOf } from '../../../../conformance/lab/gitops/wave-order';
import type { KubernetesObject } from '../../../../src/analysis/base/kubernetes-object';

function object(name: string, second: number, wave?: string): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name, namespace: 'a', creationTimestamp: `2026-01-01T00:00:0${second}Z`, ...wave === undefined ? {} : { annotations: { 'argocd.argoproj.io/sync-wave': wave } },
    },
  };
}

test('objects of a wave are created after all objects of lower waves, in any order within it', () => {
  const objects = [object('none', 3), object('zero', 4, '0'), object('first', 1, '-2'), object('second', 2, '-1')];
  expect(outOfOrder(objects)).toEqual([]);
  expect(wavesOf(objects)).toEqual([-2, -1, 0]);
});

test('an object that was created too early, or in the same second, is a complaint', () => {
  expect(outOfOrder([object('early', 1), object('first', 2, '-2'), object('same', 2, '-1')])).toEqual([
    'ConfigMap a/same of wave -1 was not created after ConfigMap a/first of wave -2',
    'ConfigMap a/early of wave 0 was not created after ConfigMap a/first of wave -2',
  ]);
});
