import type { Expected } from './scenario';
import type { Row } from '../connections/table';

/** The expectations of a scenario that were not met or not tried, one line each. Connections that the machine can't try are not included. */
export function unmet(expected: Expected, rows: readonly Row[]): string[] {
  const wanted = Object.entries(expected).flatMap(([from, verdicts]) =>
    Object.entries(verdicts).flatMap(([verdict, destinations]) => destinations.map(to => ({ from, verdict, to }))));
  return wanted.flatMap(({ from, verdict, to }) => {
    const row = rows.find(candidate => candidate.from === from && candidate.to === to);
    if (!row) { return [`${from} must be ${verdict} to ${to}, which was not tried`]; }
    const { observed } = row;
    if (observed.verdict === verdict || observed.notTried !== undefined) { return []; }
    return [`${from} must be ${verdict} to ${to}, but was ${observed.verdict ?? observed.detail}`];
  });
}
