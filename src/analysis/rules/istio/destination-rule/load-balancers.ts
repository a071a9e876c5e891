import { checkedPolicies, warnedPolicies } from './destination-rule-spec';
import type { KubernetesObject } from '../../../base/kubernetes-object';
import { fieldSites, Site } from '../virtual-service/site';

/** The load balancers of all policies that istiod checks. */
export function loadBalancers(object: KubernetesObject): Site[] {
  return checkedPolicies(object).flatMap(policy => fieldSites(policy, 'loadBalancer'));
}

/** The load balancer for which istiod shows warnings. */
export function warnedLoadBalancers(object: KubernetesObject): Site[] {
  return warnedPolicies(object).flatMap(policy => fieldSites(policy, 'loadBalancer'));
}
