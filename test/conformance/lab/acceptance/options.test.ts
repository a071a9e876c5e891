import { UsageError } from '../../../../conformance/command/command';
import { parseOptions } from '../../../../conformance/lab/acceptance/options';

test('without arguments, there are a fixed and a fresh seed, with 150 apps each', () => {
  const { seeds, ...rest } = parseOptions([]);
  expect(rest).toEqual({ count: 150, app: undefined });
  expect(seeds).toEqual([1, expect.any(Number)]);
  expect(Number.isInteger(seeds[1])).toBe(true);
});

test('one app of one seed can be asked for', () => {
  expect(parseOptions(['--seed', '7', '--app', '0', '--count', '3'])).toEqual({ seeds: [7], count: 3, app: 0 });
});

test.each([
  [['--app', '1'], "'--app' needs '--seed'"],
  [['--seed', 'x'], "'--seed' must be a number, got \"x\""],
  [['--count', '-1'], undefined],
  [['apps'], undefined],
])('%j is a wrong command line', (args, message) => {
  expect(() => parseOptions(args)).toThrow(message === undefined ? UsageError : new UsageError(message));
});
