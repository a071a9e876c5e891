import { LabelSelector } from './label-selector';

/** What happens to a pod that can't be spread as a constraint wants. */
export enum UnsatisfiableConstraintAction {
  /** It is not scheduled. */
  DO_NOT_SCHEDULE = 'DoNotSchedule',
  /** It is scheduled where the pods are spread best. */
  SCHEDULE_ANYWAY = 'ScheduleAnyway',
}

/** Whether nodes that the pod can't run on count when the pods are spread. */
export enum NodeInclusionPolicy {
  /** They do not count. */
  HONOR = 'Honor',
  /** They count. */
  IGNORE = 'Ignore',
}

/**
 * How evenly pods are spread over parts of the cluster, such as its zones.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
 */
export interface TopologySpreadConstraint {
  /** Label of the nodes whose values are the parts of the cluster, such as `topology.kubernetes.io/zone`. */
  readonly topologyKey: string;

  /** By how many pods two parts may differ, at least 1. */
  readonly maxSkew: number;

  /** What happens to a pod that can't be spread like that. */
  readonly whenUnsatisfiable: UnsatisfiableConstraintAction;

  /**
   * The pods that are counted.
   *
   * @default - none are counted
   */
  readonly labelSelector?: LabelSelector;

  /**
   * Labels of the pods that are counted besides `labelSelector`: those of the pod to be scheduled decide.
   *
   * @default - none
   */
  readonly matchLabelKeys?: string[];

  /**
   * How many parts there must be, at least 1; only together with `DO_NOT_SCHEDULE`.
   *
   * @default 1
   */
  readonly minDomains?: number;

  /**
   * Whether nodes that the pod's node selector and affinity rule out count.
   *
   * @default NodeInclusionPolicy.HONOR
   */
  readonly nodeAffinityPolicy?: NodeInclusionPolicy;

  /**
   * Whether nodes with taints that the pod does not tolerate count.
   *
   * @default NodeInclusionPolicy.IGNORE
   */
  readonly nodeTaintsPolicy?: NodeInclusionPolicy;
}
