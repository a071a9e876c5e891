import { Duration } from 'cdk8s';

/** How a toleration compares its value with that of a taint. */
export enum TolerationOperator {
  /** The taint has the same value. */
  EQUAL = 'Equal',
  /** The taint has any value. */
  EXISTS = 'Exists',
}

/** What a taint does to pods that do not tolerate it. */
export enum TaintEffect {
  /** New pods are not scheduled on the node. */
  NO_SCHEDULE = 'NoSchedule',
  /** New pods are not scheduled on the node if there is another one. */
  PREFER_NO_SCHEDULE = 'PreferNoSchedule',
  /** New pods are not scheduled on the node, and running ones are evicted. */
  NO_EXECUTE = 'NoExecute',
}

/**
 * Taints of nodes that a pod puts up with.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/
 */
export interface Toleration {
  /**
   * Key of the taint.
   *
   * @default - every key; the operator must then be `EXISTS`
   */
  readonly key?: string;

  /**
   * How `value` is compared with the taint's.
   *
   * @default TolerationOperator.EQUAL
   */
  readonly operator?: TolerationOperator;

  /**
   * Value of the taint; refused together with `EXISTS`.
   *
   * @default - the empty value
   */
  readonly value?: string;

  /**
   * Effect of the taint.
   *
   * @default - every effect
   */
  readonly effect?: TaintEffect;

  /**
   * How long a running pod stays on the node once it has the taint, in whole seconds; only together with `NO_EXECUTE`.
   *
   * @default - for ever
   */
  readonly tolerationSeconds?: Duration;
}
