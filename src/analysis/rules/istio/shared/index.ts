import { dryRun } from './dry-run';
import { durationSyntax } from './duration-syntax';
import { reservedAnnotation } from './reserved-annotation';
import type { ObjectRule } from '../../../findings/rule';

/** Rules for several kinds. They come first, because their findings can end the check of an object. */
export const SHARED_RULES: readonly ObjectRule[] = [
  durationSyntax,
  dryRun,
  reservedAnnotation,
];
