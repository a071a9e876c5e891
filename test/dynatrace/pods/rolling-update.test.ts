import { IntOrString } from '../../../src/dynatrace/pods/rolling-update';

test('a number stays a number, a share becomes a text', () => {
  expect([IntOrString.number(0)._intOrString, IntOrString.percent(100)._intOrString]).toEqual([{ value: 0 }, { value: '100%' }]);
  expect([String(IntOrString.number(3)), String(IntOrString.percent(25))]).toEqual(['3', '25%']);
});

test.each([-1, 0.5, 2 ** 31, NaN])('%s is not a number of pods', value => {
  expect(() => IntOrString.number(value)).toThrow(/^'value' must be a whole number from 0 to 2147483647, got "\S+"; use IntOrString\.percent\(\) for a percentage$/);
});

test.each([-1, 0.5, 101])('%s is not a percentage', value => {
  expect(() => IntOrString.percent(value)).toThrow(new Error(`'value' must be a whole number from 0 to 100, got "${value}"`));
});
