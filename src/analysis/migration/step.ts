import { MigrationDraft, Path } from './draft';

/** A step from one version of DynaKube to the next. */
export interface Step {
  readonly from: string;
  readonly to: string;
  /** Fields that the next version adds. In this version the API server drops them, so they must not take effect after the migration. */
  readonly addedFields: readonly string[];
  /** Fields with another path in the next version. */
  readonly moves: readonly { readonly from: string; readonly to: string }[];
  /** Fields that the next version does not have, and what to do instead. */
  readonly removals: readonly { readonly field: string; readonly reason: string }[];
  /** Changes that need code. */
  readonly rewrite?: (draft: MigrationDraft) => void;
}

/** OneAgent modes that run on nodes. */
export const HOST_MODES = ['classicFullStack', 'cloudNativeFullStack', 'hostMonitoring'] as const;

/** OneAgent modes that inject into pods through the webhook. */
export const APPLICATION_MODES = ['cloudNativeFullStack', 'applicationMonitoring'] as const;

/** Applies a step to a DynaKube. */
export function applyStep({ from, addedFields, moves, removals, rewrite }: Step, draft: MigrationDraft): void {
  for (const field of addedFields) {
    draft.drop(pathOf(field), `it is not a field of dynatrace.com/${from}, so the API server dropped it silently; set it if it is intended`);
  }
  rewrite?.(draft);
  for (const move of moves) { draft.move(pathOf(move.from), pathOf(move.to)); }
  for (const { field, reason } of removals) { draft.drop(pathOf(field), reason); }
}

/** The path of a dotted name. */
export function pathOf(field: string): Path {
  return field.split('.');
}

/** The path of an annotation. */
export function annotationPath(key: string): Path {
  return ['metadata', 'annotations', key];
}
