import { retryAfterMs, waitBeforeRetry } from '../../../src/cli/dynatrace/retry';

test('waits double up to 15 seconds, and half of each is random', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 20].map(failed => [waitBeforeRetry(failed, 0), waitBeforeRetry(failed, 1)])).toEqual([
    [250, 500], [500, 1000], [1000, 2000], [2000, 4000], [4000, 8000], [7500, 15_000], [7500, 15_000], [7500, 15_000],
  ]);
});

test('Retry-After is the least wait', () => {
  expect([waitBeforeRetry(1, 0, 7000), waitBeforeRetry(1, 1, 7000), waitBeforeRetry(6, 0.5, 1000)]).toEqual([7000, 7500, 1250]);
});

test.each([
  ['7', 7000], [' 120 ', 120_000], ['0', 0],
  ['Thu, 01 Jan 1970 00:00:30 GMT', 20_000], ['Thu, 01 Jan 1970 00:00:05 GMT', 0],
  ['soon', 0], ['-3', 0], ['1.5', 0], ['99999999999', 0], ['', 0], [undefined, 0],
])('Retry-After %s, at second 10, asks for %d ms', (header, ms) => {
  expect(retryAfterMs(header, 10_000)).toBe(ms);
});
