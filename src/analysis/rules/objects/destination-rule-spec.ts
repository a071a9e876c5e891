import { isRecord, JsonObject, recordOf } from '../../base/json';
import type { KubernetesObject } from '../../base/kubernetes-object';
import { fieldSites, itemSites, Site } from '../shared/site';

/** API group and kind of the rules in this folder. */
export const DESTINATION_RULE = ['networking.istio.io/DestinationRule'];

/** `spec` of a DestinationRule; an empty object if it has none. */
export function specOf(object: KubernetesObject): JsonObject {
  return recordOf(object.spec);
}

export function subsetsOf(object: KubernetesObject): Site[] {
  return itemSites(specOf(object).subsets, 'spec.subsets');
}

/** The policies for all ports: for the whole host, and for its subsets. */
export function trafficPolicies(object: KubernetesObject): Site[] {
  return [{ path: 'spec', value: specOf(object) }, ...subsetsOf(object)].flatMap(owner => fieldSites(owner, 'trafficPolicy'));
}

/** The policies for single ports within a policy for all ports. */
export function portPolicies(policy: Site): Site[] {
  return itemSites(policy.value.portLevelSettings, `${policy.path}.portLevelSettings`);
}

/** All policies whose settings istiod checks, including those for single ports. */
export function checkedPolicies(object: KubernetesObject): Site[] {
  return trafficPolicies(object).filter(policy => !isContradictory(policy.value)).flatMap(policy => [policy, ...portPolicies(policy)]);
}

/** Whether a policy has two settings that exclude each other. istiod checks nothing else in such a policy. */
export function isContradictory(policy: JsonObject): boolean {
  return isRecord(policy.tunnel) && isRecord(policy.proxyProtocol);
}

/** The policy for the whole host, as a list of one or none. istiod loses its warnings about the other policies. */
export function warnedPolicies(object: KubernetesObject): Site[] {
  return fieldSites({ path: 'spec', value: specOf(object) }, 'trafficPolicy').filter(policy => !isContradictory(policy.value));
}
