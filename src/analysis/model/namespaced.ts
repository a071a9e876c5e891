import { podTemplatePath } from './pod-template';
import { groupKindOf } from '../base/group-kind';
import type { KubernetesObject } from '../base/kubernetes-object';

/** Kinds without a pod template that are in a namespace, and the groups whose kinds all are. */
const NAMESPACED = /^(?:Service|ServiceAccount|ConfigMap|Secret|PersistentVolumeClaim|rbac\.authorization\.k8s\.io\/Role(?:Binding)?|networking\.k8s\.io\/(?:Ingress|NetworkPolicy)|(?:[a-z]+\.)?(?:istio\.io|dynatrace\.com)\/.*)$/;

/** Whether an object is of a kind that is known to be in a namespace. */
export function isNamespaced(object: KubernetesObject): boolean {
  const groupKind = groupKindOf(object);
  return podTemplatePath(groupKind) !== undefined || NAMESPACED.test(groupKind);
}
