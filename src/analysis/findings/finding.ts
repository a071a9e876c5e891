/** Severity of a finding. An error is refused upstream or certainly breaks. Anything else is accepted, and may have an unexpected effect. */
export enum Severity {
  ERROR = 'error',
  WARNING = 'warning',
  INFO = 'info',
}

/** A problem of one of the checked objects. */
export interface Finding {
  /** Stable name of the rule, such as `service-entry/tcp-without-address`. */
  readonly rule: string;
  readonly severity: Severity;
  /**
   * The upstream source of the finding: `schema` (CRD limits, CEL, unknown fields), `webhook`, `webhook-warning`, an analyzer's code such as
   * `IST0134`, `operator`, `operator-warning`, or `ours` if only this library reports it.
   */
  readonly upstream: string;
  /** Index of the object in the list of checked objects. */
  readonly object: number;
  /** What is wrong, with the value and the remedy: one line, lower case, no full stop, without the object's name. */
  readonly message: string;
  /** Index of another object that is involved. */
  readonly related?: number;
}
