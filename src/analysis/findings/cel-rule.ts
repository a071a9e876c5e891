import type { RuleBase } from './rule';

/** What stands for one CEL expression of a CRD. */
export interface CelCheck {
  /** The expression as the CRD has it. It is not evaluated, but tells the walker where the check belongs. */
  readonly expression: string;
  /** What is wrong with the value at which the expression stands, to be read after the value's path; undefined if nothing is. */
  fault(self: unknown): string | undefined;
}

/** A rule that a CRD states in CEL. The value it sees has passed the rest of the schema. */
export interface CelRule extends RuleBase {
  readonly checks: readonly CelCheck[];
}
