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

/** The policies for all ports: of the whole host, and of its subsets. */
export function trafficPolicies(object: KubernetesObject): Site[] {
  return [{ path: 'spec', value: specOf(object) }, ...subsetsOf(object)].flatMap(owner => fieldSites(owner, 'trafficPolicy'));
}

/** The policies for single ports within one for all. */
export function portPolicies(policy: Site): Site[] {
  return itemSites(policy.value.portLevelSettings, `${policy.path}.portLevelSettings`);
}

/** All policies whose settings istiod looks at, those for single ports included. */
export function judgedPolicies(object: KubernetesObject): Site[] {
  return trafficPolicies(object).filter(policy => !excludesItself(policy.value)).flatMap(policy => [policy, ...portPolicies(policy)]);
}

/** Whether a policy has two settings that exclude each other: istiod looks no further. */
export function excludesItself(policy: JsonObject): boolean {
  return isRecord(policy.tunnel) && isRecord(policy.proxyProtocol);
}

/** The policy for the whole host, as a list of one or none: istiod's warnings about the others are lost on their way. */
export function warnedPolicies(object: KubernetesObject): Site[] {
  return fieldSites({ path: 'spec', value: specOf(object) }, 'trafficPolicy').filter(policy => !excludesItself(policy.value));
}
