import { compareIstioVersions, isIstioAtLeast } from '../../../src/analysis/settings/istio-version';

test('versions are compared by number, not as text, and without the patch version', () => {
  expect(['1.31', '1.9', '2.0', '1.30'].sort(compareIstioVersions)).toEqual(['1.9', '1.30', '1.31', '2.0']);
  expect(compareIstioVersions('1.31.4', '1.31')).toBe(0);
});

test('a version is at least itself', () => {
  expect([isIstioAtLeast('1.31', '1.31'), isIstioAtLeast('1.30', '1.31'), isIstioAtLeast('2', '1.31')]).toEqual([true, false, true]);
});
