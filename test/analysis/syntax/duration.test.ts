import fc from 'fast-check';
import { parseDuration } from '../../../src/analysis/syntax/duration';

test.each<[string, bigint]>([
  ['0', 0n],
  ['-0', 0n],
  ['1h30m', 5_400_000_000_000n],
  ['250ms', 250_000_000n],
  ['1.5ms', 1_500_000n],
  ['.5s', 500_000_000n],
  ['1.s', 1_000_000_000n],
  ['+2us', 2_000n],
  ['-1\u00b5s', -1_000n],
  ['1\u03bcs', 1_000n],
  ['1ms1s', 1_001_000_000n],
  ['0.5ns', 0n],
  ['2562047h', 9_223_369_200_000_000_000n],
])('%s is a duration', (text, nanoseconds) => {
  expect(parseDuration(text)).toBe(nanoseconds);
});

test.each(['', '+', '-', 's', '.s', '10', '1d', '1 s', ' 1s', '1s ', '1s2', '1,5s', 's1', '--1s', '2562048h', '99999999999999999999h', '1e3s', '٣s'])(
  '"%s" is no duration',
  text => {
    expect(parseDuration(text)).toBeUndefined();
  },
);

test('terms add up', () => {
  fc.assert(fc.property(fc.nat(), fc.nat(), (seconds, milliseconds) =>
    parseDuration(`${seconds}s${milliseconds}ms`) === BigInt(seconds) * 1_000_000_000n + BigInt(milliseconds) * 1_000_000n));
});
