/** Picks log records by one attribute. */
export interface IngestRuleMatcher {
  /** Attribute of the record, such as `k8s.namespace.name`. */
  readonly attribute: string;

  /** The values of which the record must have one. */
  readonly values: string[];
}

/**
 * Log monitoring. Where a mode runs OneAgent on the nodes it is part of that; else the operator runs it as a DaemonSet of its own
 * (`<DynaKube>-logmonitoring`), whose image and more are in `templates.logMonitoring`.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/dto-params-k8s
 */
export interface LogMonitoring {
  /**
   * Which records are sent: those that meet all of these.
   *
   * @default - what is set in the environment
   */
  readonly ingestRuleMatchers?: IngestRuleMatcher[];
}
