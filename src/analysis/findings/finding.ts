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

/** From the worst to the least. */
const SEVERITIES: readonly string[] = [Severity.ERROR, Severity.WARNING, Severity.INFO];

/** Whether a severity is at least as bad as another. With `never` for the other, none is. */
export function isAtLeast(severity: Severity | `${Severity}`, least: string): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least);
}

/** A problem of one of the checked objects. */
export interface Finding {
  /** Stable name of the rule, such as `service-entry/tcp-without-address`. */
  readonly rule: string;
  readonly severity: Severity;
  readonly upstream: Upstream;
  /** Index of the object in the list of checked objects. */
  readonly object: number;
  /** What is wrong, with the value and the remedy: one line, lower case, no full stop, without the object's name. */
  readonly message: string;
  /** Index of another object that is involved. */
  readonly related?: number;
}
