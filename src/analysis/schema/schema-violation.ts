import type { RuleBase } from '../findings/rule';

/** A reason for which the API server rejects an object. */
export interface SchemaViolation {
  readonly rule: RuleBase;
  readonly message: string;
}
