import { deprecatedFeatureFlags, featureFlag, featureFlags, isFeatureOn } from '../../../src/analysis/dynatrace/dynatrace-feature-flags';

test('operator 1.11 knows more flags, and deprecates more', () => {
  const added = featureFlags('1.11').filter(flag => !featureFlags('1.10').includes(flag));
  expect(added).toEqual(['mount-code-modules-via-image-volume', 'oneagent-classic-nonroot']);
  expect(deprecatedFeatureFlags('1.11').filter(flag => !deprecatedFeatureFlags('1.10').includes(flag))).toEqual(['activegate-ignore-proxy', 'init-container-seccomp-profile']);
});

test('no flag is listed twice, and all deprecated flags are known', () => {
  const flags = featureFlags('1.11');
  expect(new Set(flags).size).toBe(flags.length);
  expect(deprecatedFeatureFlags('1.11').filter(flag => !flags.includes(flag))).toEqual([]);
});

test('a flag is an annotation', () => {
  expect(featureFlag({ 'feature.dynatrace.com/no-proxy': '' }, 'no-proxy')).toBe('');
  expect(featureFlag({ 'no-proxy': 'x' }, 'no-proxy')).toBeUndefined();
  expect(featureFlag({}, '__proto__')).toBeUndefined();
});

test.each([
  ['1', true, true], ['t', true, true], ['TRUE', true, true], ['True', true, true], ['0', false, false], ['F', false, false], ['FALSE', false, false],
  ['yes', true, false], ['tRUE', true, false], ['', true, false], [' true', true, false],
])('%j is %s where the default is on, and %s where it is off', (value, on, off) => {
  const annotations = { 'feature.dynatrace.com/x': value };
  expect([isFeatureOn(annotations, 'x', true), isFeatureOn(annotations, 'x', false)]).toEqual([on, off]);
});
