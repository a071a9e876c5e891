import type { RuleBase } from '../findings/rule';

/** A reason for which the API server rejects an object. */
export interface SchemaViolation {
  readonly rule: RuleBase;
  readonly message: string;
  /** Path of the value that is wrong. Undefined if fields of the whole object contradict each other: the message quotes their names. */
  readonly path?: string;
}
