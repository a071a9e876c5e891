import type { KubernetesObject } from '../../../base/kubernetes-object';
import { judgedPolicies, warnedPolicies } from '../../objects/destination-rule-spec';
import { fieldSites, Site } from '../../shared/site';

/** The load balancers of all policies that istiod looks at. */
export function loadBalancers(object: KubernetesObject): Site[] {
  return judgedPolicies(object).flatMap(policy => fieldSites(policy, 'loadBalancer'));
}

/** The load balancer whose warnings istiod shows. */
export function warnedLoadBalancers(object: KubernetesObject): Site[] {
  return warnedPolicies(object).flatMap(policy => fieldSites(policy, 'loadBalancer'));
}
