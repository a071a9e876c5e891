import { agrees, Observation } from './observation';
import type { Answer } from '../../../src/analysis/reach/reachability';
import { inColumns } from '../../command/columns';

/** One connection: what was predicted, and what happened. */
export interface Row {
  readonly from: string;
  readonly to: string;
  readonly predicted: Answer;
  readonly observed: Observation;
}

const TITLES = ['FROM', 'TO', 'PREDICTED', 'OBSERVED'] as const;

/** The rows whose prediction was wrong. */
export function differences(rows: readonly Row[]): Row[] {
  return rows.filter(({ predicted, observed }) => !agrees(predicted, observed));
}

/** All rows as a table, with differences marked. */
export function renderTable(rows: readonly Row[]): string {
  return inColumns([TITLES, ...rows.map(row => [row.from, row.to, describePrediction(row), describeObservation(row)])]);
}

function describePrediction({ predicted: { verdict, alternatives = [], service }, observed }: Row): string {
  if (verdict === 'UNKNOWN') { return `UNKNOWN (${alternatives.join(' or ')})`; }
  // The service matters only if another service got the connection.
  return verdict === 'MISROUTED' || (observed.service !== undefined && observed.service !== service) ? [verdict, service].join(' ').trim() : verdict;
}

function describeObservation({ predicted, observed }: Row): string {
  const { verdict, service, detail, notTried } = observed;
  if (notTried !== undefined) { return `not tried: ${notTried}`; }
  const withService = verdict === 'MISROUTED' || (verdict !== undefined && service !== predicted.service);
  const text = verdict === undefined ? detail ?? 'nothing' : withService ? [verdict, service].join(' ').trim() : verdict;
  return agrees(predicted, observed) ? text : `${text}  <-- differs`;
}
