/** How bad a finding is: an error is refused upstream or certainly breaks, the rest is accepted and may surprise. */
export enum Severity {
  ERROR = 'error',
  WARNING = 'warning',
  INFO = 'info',
}

/** Something that is wrong with one of the objects that were judged. */
export interface Finding {
  /** Stable name of the rule, such as `service-entry/tcp-without-address`. */
  readonly rule: string;
  readonly severity: Severity;
  /**
   * What upstream calls it: `schema` (CRD limits, CEL, unknown fields), `webhook`, `webhook-warning`, an analyzer's code such as `IST0134`,
   * `operator`, `operator-warning`, or `ours` for what only this library says.
   */
  readonly upstream: string;
  /** Index of the object in the list that was judged. */
  readonly object: number;
  /** What is wrong, with the value and the remedy: one line, lower case, no full stop, without the object's name. */
  readonly message: string;
  /** Index of another object that has a part in it. */
  readonly related?: number;
}
