import { podTemplatePath } from '../../../src/analysis/model/pod-template';

test.each<[groupKind: string, path: string | undefined]>([
  ['Pod', ''],
  ['apps/Deployment', 'spec.template'],
  ['apps/StatefulSet', 'spec.template'],
  ['apps/DaemonSet', 'spec.template'],
  ['apps/ReplicaSet', 'spec.template'],
  ['batch/Job', 'spec.template'],
  ['batch/CronJob', 'spec.jobTemplate.spec.template'],
  ['argoproj.io/Rollout', 'spec.template'],
  ['Service', undefined],
  ['Deployment', undefined],
  ['example.com/Deployment', undefined],
  ['toString', undefined],
])('the path of the pod template of %s is "%s"', (groupKind, path) => {
  expect(podTemplatePath(groupKind)?.join('.')).toBe(path);
});
