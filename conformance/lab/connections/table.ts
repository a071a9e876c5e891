import { agrees, Observation } from './observation';
import type { Prediction } from './prediction';
import type { Verdict } from '../../../src/analysis/reach/reachability';
import type { TraceOutcome } from '../../../src/analysis/reach/trace/trace';
import { inColumns } from '../../command/columns';

/** One connection: what was predicted, and what happened. */
export interface Row {
  readonly from: string;
  readonly to: string;
  readonly predicted: Prediction;
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

function describePrediction({ predicted, observed }: Row): string {
  const { verdict, alternatives = [], service, gateway, outcome } = predicted;
  // The service matters only if another service got the connection.
  const withService = verdict === 'MISROUTED' || (observed.service !== undefined && observed.service !== service);
  const text = verdict === 'UNKNOWN' ? `UNKNOWN (${alternatives.join(' or ')})` : withService ? [verdict, service].join(' ').trim() : verdict;
  return withEnd(text, verdict, gateway, outcome);
}

function describeObservation({ predicted, observed }: Row): string {
  const { verdict, service, gateway, outcome, detail, notTried } = observed;
  if (notTried !== undefined) { return `not tried: ${notTried}`; }
  const withService = verdict === 'MISROUTED' || (verdict !== undefined && service !== predicted.service);
  const text = verdict === undefined ? detail ?? 'nothing' : withService ? [verdict, service].join(' ').trim() : verdict;
  const all = verdict === undefined ? text : withEnd(text, verdict, gateway, outcome);
  return agrees(predicted, observed) ? all : `${all}  <-- differs`;
}

/** The end of the way, as far as it does not follow from what the sidecar does. */
function withEnd(text: string, verdict: Verdict, gateway: Verdict | undefined, outcome: TraceOutcome | undefined): string {
  const last = gateway ?? verdict;
  const usual: TraceOutcome = last === 'UNKNOWN' ? 'UNKNOWN' : last === 'BLOCKED' || last === 'MISROUTED' ? 'FAILS' : 'ARRIVES';
  const way = gateway === undefined ? text : `${text} > gateway ${gateway}`;
  return outcome === undefined || outcome === usual ? way : `${way}, ${outcome}`;
}
