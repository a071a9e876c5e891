import type { RuleBase } from './rule';

/** The counterpart of one CEL expression of a CRD. */
export interface CelCheck {
  /** The expression as the CRD has it. It is not evaluated: it tells the walker where to run the check. */
  readonly expression: string;
  /** What is wrong with the value that has the expression, to be read after the path of the value; undefined if it is valid. */
  fault(self: unknown): string | undefined;
}

/** A rule that a CRD declares in CEL. It checks values that are valid by the rest of the schema. */
export interface CelRule extends RuleBase {
  readonly checks: readonly CelCheck[];
}
