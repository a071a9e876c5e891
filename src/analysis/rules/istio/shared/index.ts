import { dryRun } from './dry-run';
import { durationSyntax } from './duration-syntax';
import { reservedAnnotation } from './reserved-annotation';
import type { ObjectRule } from '../../../findings/rule';

/** The rules that hold for several kinds; they silence others, so they come first. */
export const SHARED_RULES: readonly ObjectRule[] = [
  durationSyntax,
  dryRun,
  reservedAnnotation,
];
