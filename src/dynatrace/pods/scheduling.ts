import { Duration } from 'cdk8s';
import { renderLabelSelector, checkKey, checkLabelValue, LabelSelector } from './label-selector';
import { quote } from '../../analysis/base/quote';
import { listOrNothing } from '../../core/non-empty';
import { MAX_INT32, wholeNumber, wholeSeconds } from '../shared/whole-number';

/**
 * Tolerations in the manifest's form, in the order given; nothing if there are none.
 *
 * @throws if the API server would refuse a pod that has them
 */
export function renderTolerations(prop: string, tolerations: readonly Toleration[] | undefined) {
  return listOrNothing(tolerations?.map(toleration => renderToleration(prop, toleration)));
}

/**
 * Topology spread constraints in the manifest's form, in the order given; nothing if there are none.
 *
 * @throws if the API server would refuse a pod that has them
 */
export function renderTopologySpreadConstraints(prop: string, constraints: readonly TopologySpreadConstraint[] | undefined) {
  return listOrNothing(constraints?.map(constraint => renderConstraint(prop, constraint)));
}

function renderToleration(prop: string, { key, operator, value, effect, tolerationSeconds }: Toleration) {
  if (key === undefined && operator !== TolerationOperator.EXISTS) {
    throw new Error(`'${prop}' needs a key, or the operator "Exists" to tolerate every taint, got ${quote({ operator, value, effect })}`);
  }
  if (operator === TolerationOperator.EXISTS && value !== undefined && value !== '') {
    throw new Error(`'${prop}' takes no value for the operator "Exists", got ${quote(value)}`);
  }
  if (tolerationSeconds !== undefined && effect !== TaintEffect.NO_EXECUTE) {
    throw new Error(`'${prop}' takes 'tolerationSeconds' for the effect "NoExecute" only, got the effect ${quote(effect ?? '')}`);
  }
  if (key !== undefined) { checkKey(prop, key); }
  if (value !== undefined) { checkLabelValue(prop, value); }
  return { key, operator, value, effect, tolerationSeconds: wholeSeconds(`${prop}.tolerationSeconds`, tolerationSeconds, Number.MAX_SAFE_INTEGER) };
}

function renderConstraint(prop: string, constraint: TopologySpreadConstraint) {
  const { topologyKey, maxSkew, whenUnsatisfiable, labelSelector, matchLabelKeys, minDomains, nodeAffinityPolicy, nodeTaintsPolicy } = constraint;
  checkKey(`${prop}.topologyKey`, topologyKey);
  if (minDomains !== undefined && whenUnsatisfiable !== UnsatisfiableConstraintAction.DO_NOT_SCHEDULE) {
    throw new Error(`'${prop}' takes 'minDomains' together with "DoNotSchedule" only, got ${quote(whenUnsatisfiable)}`);
  }
  wholeNumber(`${prop}.maxSkew`, maxSkew, 1, MAX_INT32);
  return {
    topologyKey,
    maxSkew,
    whenUnsatisfiable,
    labelSelector: renderLabelSelector(`${prop}.labelSelector`, labelSelector),
    matchLabelKeys: listOrNothing(matchLabelKeys),
    minDomains: wholeNumber(`${prop}.minDomains`, minDomains, 1, MAX_INT32),
    nodeAffinityPolicy,
    nodeTaintsPolicy,
  };
}

/**
 * How a pod resolves DNS names.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-dns-policy
 */
export enum DnsPolicy {
  /** By the cluster's DNS; on the host network, like the node. */
  CLUSTER_FIRST = 'ClusterFirst',
  /** By the cluster's DNS, on the host network too. */
  CLUSTER_FIRST_WITH_HOST_NET = 'ClusterFirstWithHostNet',
  /** Like the node. */
  DEFAULT = 'Default',
  /** Only as the pod's own DNS settings say. */
  NONE = 'None',
}

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
