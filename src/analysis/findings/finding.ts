import type { Upstream } from './upstream';

/** How bad a finding is. */
export enum Severity {
  /** Upstream rejects the object, or a workload certainly breaks. */
  ERROR = 'error',
  /** Upstream accepts the object, but it is probably a mistake. */
  WARNING = 'warning',
  /** Good to know. */
  INFO = 'info',
}

/** Something that is wrong with one of the checked objects. */
export interface Finding {
  /** Stable name of the rule, such as `service-entry/tcp-without-address`. */
  readonly rule: string;
  readonly severity: Severity;
  readonly upstream: Upstream;
  /** Index of the object in the checked list. */
  readonly object: number;
  /** What is wrong, with the value and the remedy: one line, lower case, no full stop, without the object's name. */
  readonly message: string;
  /** Index of another object that is involved. */
  readonly related?: number;
}
