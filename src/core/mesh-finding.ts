import { Severity } from '../analysis/findings/finding';

/** Something that is wrong with an object of the app, or that its author should know. */
export interface MeshFinding {
  /** Stable name of the rule, such as `sidecar/exact-hosts-only`; the documentation has a page of this name. */
  readonly rule: string;

  /** How bad it is: errors fail the synth. */
  readonly severity: Severity;

  /**
   * Who says it: `schema` and `webhook` for what a cluster refuses, `webhook-warning`, an analyzer's code such as `IST0134`, or `ours` for what only this library says.
   */
  readonly upstream: string;

  /** Path of the construct that the finding is about. */
  readonly path: string;

  /** What is wrong, with the value and the remedy. */
  readonly message: string;
}
