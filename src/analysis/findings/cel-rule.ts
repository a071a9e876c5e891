import type { RuleBase } from './rule';

/** The TypeScript counterpart of one CEL expression in a CRD. */
export interface CelCheck {
  /** The expression as in the CRD. It is not evaluated: the schema walker uses it to find where the check applies. */
  readonly expression: string;
  /** What is wrong with the value that has the expression. The text follows the path of the value. Undefined if the value is valid. */
  fault(self: unknown): string | undefined;
}

/** A rule that a CRD defines in CEL. The value that it checks has passed the rest of the schema. */
export interface CelRule extends RuleBase {
  readonly checks: readonly CelCheck[];
}
