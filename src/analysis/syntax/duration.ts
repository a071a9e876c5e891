/** Nanoseconds of the units that Go knows. The micro sign can be either of two characters. */
const UNITS: Readonly<Record<string, bigint>> = {
  h: 3_600_000_000_000n, m: 60_000_000_000n, s: 1_000_000_000n, ms: 1_000_000n, us: 1_000n, µs: 1_000n, μs: 1_000n, ns: 1n,
};

const TERM = /([0-9]*)(?:\.([0-9]*))?(h|ms|m|s|us|\u00b5s|\u03bcs|ns)/y;
const MAX = 2n ** 63n;

/** A text such as `1h30m` or `250ms` in nanoseconds, as Go reads it. Undefined if it is not a duration, or is longer than 292 years. */
export function parseDuration(text: string): bigint | undefined {
  const negative = text.startsWith('-');
  const rest = negative || text.startsWith('+') ? text.slice(1) : text;
  if (rest === '0') { return 0n; }
  if (rest === '') { return undefined; }
  let total = 0n;
  TERM.lastIndex = 0;
  while (TERM.lastIndex < rest.length) {
    const term = TERM.exec(rest);
    if (!term || (term[1] === '' && (term[2] ?? '') === '')) { return undefined; }
    const unit = UNITS[term[3]];
    const fraction = term[2] ?? '';
    total += BigInt(term[1] || '0') * unit + BigInt(fraction || '0') * unit / 10n ** BigInt(fraction.length);
    if (total >= MAX) { return undefined; }
  }
  return negative ? -total : total;
}
