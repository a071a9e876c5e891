import type { PicturedEgress } from '../picture/pictured-egress';
import type { WhyReport } from '../why';

/** The YAML of an object. */
export interface PagedObject {
  readonly file: string;
  /** Line of the file, from 1, that the text begins at. Undefined if the text is not as in the file. */
  readonly line?: number;
  readonly text: string;
}

/** An answer without the workload, which other workloads share. */
export type SharedAnswer = Omit<WhyReport, 'from'>;

/** Everything that a page shows. */
export interface PageData {
  readonly egress: PicturedEgress;
  readonly answers: readonly SharedAnswer[];
  /** For each workload, and for each of its destinations, the index of the answer. */
  readonly answerOf: readonly (readonly number[])[];
  /** The objects that decide, by their names. */
  readonly objects: { readonly [name: string]: PagedObject };
}
