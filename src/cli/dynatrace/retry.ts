/** The first wait, which doubles with each attempt. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;

/**
 * How long to wait before the next attempt. A random part of it keeps many clients from coming back at the same moment.
 *
 * @param failed how many attempts have failed, from 1
 * @param random from 0 to 1
 * @param leastMs what `Retry-After` asks for
 */
export function waitBeforeRetry(failed: number, random: number, leastMs: number = 0): number {
  const longest = Math.min(FIRST_WAIT_MS * 2 ** (failed - 1), LONGEST_WAIT_MS);
  const backOff = longest / 2 + random * longest / 2;
  return Math.round(leastMs > 0 ? leastMs + random * FIRST_WAIT_MS : backOff);
}

/** What the header `Retry-After` asks for: a number of seconds, or a date. Zero if it is missing or neither. */
export function retryAfterMs(header: string | undefined, now: number): number {
  const text = (header ?? '').trim();
  if (/^\d{1,9}$/.test(text)) { return Number(text) * 1000; }
  const date = /[a-z]/i.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(date) ? 0 : Math.max(0, date - now);
}
