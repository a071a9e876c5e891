import { renderLabelSelector } from './label-selector-spec';
import { checkKey, checkLabelValue } from './labels-spec';
import { TaintEffect, Toleration, TolerationOperator } from './toleration';
import { TopologySpreadConstraint, UnsatisfiableConstraintAction } from './topology-spread-constraint';
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
