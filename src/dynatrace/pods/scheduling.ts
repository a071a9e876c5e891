import { Duration } from 'cdk8s';
import { renderLabelSelector, LabelSelector } from './label-selector';
import { quote } from '../../analysis/base/quote';
import { checkKey, checkLabelValue } from '../../core/labels';
import { listOrNothing, setOrNothing } from '../../core/non-empty';
import { MAX_INT32, wholeNumber, wholeSeconds } from '../shared/whole-number';

/**
 * Renders tolerations as they are in the manifest, in the same order; undefined for an empty list.
 *
 * @throws if the API server would reject a pod that has them
 */
export function renderTolerations(prop: string, tolerations: readonly Toleration[] | undefined) {
  return listOrNothing(tolerations?.map(toleration => renderToleration(prop, toleration)));
}

/**
 * Renders topology spread constraints as they are in the manifest, in the same order; undefined for an empty list.
 *
 * @throws if the API server would reject a pod that has them
 */
export function renderTopologySpreadConstraints(prop: string, constraints: readonly TopologySpreadConstraint[] | undefined) {
  return listOrNothing(constraints?.map(constraint => renderConstraint(prop, constraint)));
}

function renderToleration(prop: string, { key, operator, value, effect, tolerationSeconds }: Toleration) {
  if (key === undefined && operator !== TolerationOperator.EXISTS) {
    throw new Error(`'${prop}' needs a key, or the operator "Exists" to tolerate every taint, got ${quote({ operator, value, effect })}`);
  }
  if (operator === TolerationOperator.EXISTS && value !== undefined && value !== '') {
    throw new Error(`'${prop}' must not have a value for the operator "Exists", got ${quote(value)}`);
  }
  if (tolerationSeconds !== undefined && effect !== TaintEffect.NO_EXECUTE) {
    throw new Error(`'${prop}' accepts 'tolerationSeconds' only with the effect "NoExecute", got the effect ${quote(effect ?? '')}`);
  }
  if (key !== undefined) { checkKey(prop, key); }
  if (value !== undefined) { checkLabelValue(prop, value); }
  return { key, operator, value, effect, tolerationSeconds: wholeSeconds(`${prop}.tolerationSeconds`, tolerationSeconds, Number.MAX_SAFE_INTEGER) };
}

function renderConstraint(prop: string, constraint: TopologySpreadConstraint) {
  const { topologyKey, maxSkew, whenUnsatisfiable, labelSelector, matchLabelKeys, minDomains, nodeAffinityPolicy, nodeTaintsPolicy } = constraint;
  checkKey(`${prop}.topologyKey`, topologyKey);
  if (minDomains !== undefined && whenUnsatisfiable !== UnsatisfiableConstraintAction.DO_NOT_SCHEDULE) {
    throw new Error(`'${prop}' accepts 'minDomains' only with "DoNotSchedule", got ${quote(whenUnsatisfiable)}`);
  }
  wholeNumber(`${prop}.maxSkew`, maxSkew, 1, MAX_INT32);
  return {
    topologyKey,
    maxSkew,
    whenUnsatisfiable,
    labelSelector: renderLabelSelector(`${prop}.labelSelector`, labelSelector),
    matchLabelKeys: setOrNothing(matchLabelKeys),
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
  /** With the DNS server of the cluster; on the host network, as the node does. */
  CLUSTER_FIRST = 'ClusterFirst',
  /** With the DNS server of the cluster, also on the host network. */
  CLUSTER_FIRST_WITH_HOST_NET = 'ClusterFirstWithHostNet',
  /** As the node does. */
  DEFAULT = 'Default',
  /** With the DNS settings of the pod only. */
  NONE = 'None',
}

/** How a toleration compares its value with the value of a taint. */
export enum TolerationOperator {
  /** The taint has the same value. */
  EQUAL = 'Equal',
  /** The taint has any value. */
  EXISTS = 'Exists',
}

/** The effect of a taint on pods that do not tolerate it. */
export enum TaintEffect {
  /** New pods are not scheduled on the node. */
  NO_SCHEDULE = 'NoSchedule',
  /** New pods are not scheduled on the node if another node is possible. */
  PREFER_NO_SCHEDULE = 'PreferNoSchedule',
  /** New pods are not scheduled on the node, and running pods are evicted. */
  NO_EXECUTE = 'NoExecute',
}

/**
 * Taints of nodes that a pod tolerates.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/
 */
export interface Toleration {
  /**
   * Key of the taint.
   *
   * @default - all keys; the operator must then be `EXISTS`
   */
  readonly key?: string;

  /**
   * How `value` is compared with the value of the taint.
   *
   * @default TolerationOperator.EQUAL
   */
  readonly operator?: TolerationOperator;

  /**
   * Value of the taint. Not allowed with `EXISTS`.
   *
   * @default - the empty value
   */
  readonly value?: string;

  /**
   * Effect of the taint.
   *
   * @default - all effects
   */
  readonly effect?: TaintEffect;

  /**
   * How long a running pod stays on a node that gets the taint, in whole seconds. Only with `NO_EXECUTE`.
   *
   * @default - the pod is never evicted
   */
  readonly tolerationSeconds?: Duration;
}

/** What happens to a pod that can't meet a topology spread constraint. */
export enum UnsatisfiableConstraintAction {
  /** It is not scheduled. */
  DO_NOT_SCHEDULE = 'DoNotSchedule',
  /** It is scheduled where the pods are spread most evenly. */
  SCHEDULE_ANYWAY = 'ScheduleAnyway',
}

/** Whether nodes that the pod can't run on are counted when pods are spread. */
export enum NodeInclusionPolicy {
  /** They are not counted. */
  HONOR = 'Honor',
  /** They are counted. */
  IGNORE = 'Ignore',
}

/**
 * How evenly pods are spread over the topology domains of the cluster, such as its zones.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
 */
export interface TopologySpreadConstraint {
  /** Label of the nodes whose values are the topology domains, such as `topology.kubernetes.io/zone`. */
  readonly topologyKey: string;

  /** Maximum difference of the number of pods between two domains, at least 1. */
  readonly maxSkew: number;

  /** What happens to a pod that can't meet the constraint. */
  readonly whenUnsatisfiable: UnsatisfiableConstraintAction;

  /**
   * The pods that are counted.
   *
   * @default - no pods are counted
   */
  readonly labelSelector?: LabelSelector;

  /**
   * Keys of labels whose values must be the same as those of the pod that is scheduled, in addition to `labelSelector`.
   *
   * @default - no keys
   */
  readonly matchLabelKeys?: string[];

  /**
   * Minimum number of domains, at least 1. Only with `DO_NOT_SCHEDULE`.
   *
   * @default 1
   */
  readonly minDomains?: number;

  /**
   * Whether nodes are counted that the node selector and the affinity of the pod exclude.
   *
   * @default NodeInclusionPolicy.HONOR
   */
  readonly nodeAffinityPolicy?: NodeInclusionPolicy;

  /**
   * Whether nodes are counted that have taints which the pod does not tolerate.
   *
   * @default NodeInclusionPolicy.IGNORE
   */
  readonly nodeTaintsPolicy?: NodeInclusionPolicy;
}
