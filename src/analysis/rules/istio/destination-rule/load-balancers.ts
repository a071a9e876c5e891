import type { KubernetesObject } from '../../../base/kubernetes-object';
import { checkedPolicies, warnedPolicies } from '../../objects/destination-rule-spec';
import { fieldSites, Site } from '../../shared/site';

/** The load balancers of all policies that istiod checks. */
export function loadBalancers(object: KubernetesObject): Site[] {
  return checkedPolicies(object).flatMap(policy => fieldSites(policy, 'loadBalancer'));
}

/** The load balancer for which istiod shows warnings. */
export function warnedLoadBalancers(object: KubernetesObject): Site[] {
  return warnedPolicies(object).flatMap(policy => fieldSites(policy, 'loadBalancer'));
}
