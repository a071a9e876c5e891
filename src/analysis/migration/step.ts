import { MigrationDraft, Path } from './draft';

/** From one version of DynaKube to the next. */
export interface Step {
  readonly from: string;
  readonly to: string;
  /** Fields that the next version brought. The API server dropped them from this one, so that they must not come alive now. */
  readonly arrivals: readonly string[];
  /** Fields that have another name now. */
  readonly moves: readonly { readonly from: string; readonly to: string }[];
  /** Fields without a successor, and what to do instead. */
  readonly removals: readonly { readonly field: string; readonly reason: string }[];
  /** What no table can say. */
  readonly rewrite?: (draft: MigrationDraft) => void;
}

/** Modes of OneAgent that run on nodes. */
export const HOST_MODES = ['classicFullStack', 'cloudNativeFullStack', 'hostMonitoring'] as const;

/** Modes of OneAgent that get into pods through the webhook. */
export const APPLICATION_MODES = ['cloudNativeFullStack', 'applicationMonitoring'] as const;

/** Makes one step with a DynaKube. */
export function take({ from, arrivals, moves, removals, rewrite }: Step, draft: MigrationDraft): void {
  for (const field of arrivals) {
    draft.drop(pathOf(field), `it is not a field of dynatrace.com/${from}, whose API server dropped it without a word; set it if it is meant`);
  }
  rewrite?.(draft);
  for (const move of moves) { draft.move(pathOf(move.from), pathOf(move.to)); }
  for (const { field, reason } of removals) { draft.drop(pathOf(field), reason); }
}

/** The path that a dotted name stands for. */
export function pathOf(field: string): Path {
  return field.split('.');
}

/** The path of an annotation. */
export function annotationPath(key: string): Path {
  return ['metadata', 'annotations', key];
}
