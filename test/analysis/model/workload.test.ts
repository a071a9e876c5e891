import { workloadOf } from '../../../src/analysis/model/workload';

test('the ServiceAccount of a workload is "default" unless it is set, also by its old name', () => {
  const accountOf = (spec: object) => workloadOf({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: { template: { spec } } }, 0)!.serviceAccount;
  expect(accountOf({})).toBe('default');
  expect(accountOf({ serviceAccount: 'old' })).toBe('old');
  expect(accountOf({ serviceAccount: 'old', serviceAccountName: '' })).toBe('old');
  expect(accountOf({ serviceAccount: 'old', serviceAccountName: 'web' })).toBe('web');
});
