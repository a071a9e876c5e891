import type { RuleBase } from '../findings/rule';

/** Something in an object for which the API server refuses it. */
export interface SchemaViolation {
  readonly rule: RuleBase;
  readonly message: string;
}
