import type { Expected } from './scenario';
import type { Row } from '../connections/table';

/** What a scenario says must happen and did not, or was not even tried: one line each. What the machine can't try is not among them. */
export function unmet(expected: Expected, rows: readonly Row[]): string[] {
  const wanted = Object.entries(expected).flatMap(([from, verdicts]) =>
    Object.entries(verdicts).flatMap(([verdict, destinations]) => destinations.map(to => ({ from, verdict, to }))));
  return wanted.flatMap(({ from, verdict, to }) => {
    const row = rows.find(candidate => candidate.from === from && candidate.to === to);
    if (!row) { return [`${from} was to be ${verdict} to ${to}, which was not tried`]; }
    const { observed } = row;
    if (observed.verdict === verdict || observed.notTried !== undefined) { return []; }
    return [`${from} was to be ${verdict} to ${to}, and was ${observed.verdict ?? observed.detail}`];
  });
}
