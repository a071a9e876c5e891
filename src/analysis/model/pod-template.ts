import { groupKindOf } from '../base/group-kind';
import type { KubernetesObject } from '../base/kubernetes-object';

/** The path of the pod template, by API group and kind. For a Pod, the path is empty: the Pod is the template. */
const POD_TEMPLATE_PATHS: { readonly [kind: string]: readonly string[] } = {
  'Pod': [],
  'apps/Deployment': ['spec', 'template'],
  'apps/StatefulSet': ['spec', 'template'],
  'apps/DaemonSet': ['spec', 'template'],
  'apps/ReplicaSet': ['spec', 'template'],
  'batch/Job': ['spec', 'template'],
  'batch/CronJob': ['spec', 'jobTemplate', 'spec', 'template'],
  'argoproj.io/Rollout': ['spec', 'template'],
};

/** The path of the pod template in an object of an API group and kind. Undefined if the kind has no pod template. */
export function podTemplatePath(groupKind: string): readonly string[] | undefined {
  return Object.hasOwn(POD_TEMPLATE_PATHS, groupKind) ? POD_TEMPLATE_PATHS[groupKind] : undefined;
}

/** Kinds without a pod template that are in a namespace, and the groups whose kinds all are. */
const NAMESPACED = /^(?:Service|ServiceAccount|ConfigMap|Secret|PersistentVolumeClaim|rbac\.authorization\.k8s\.io\/Role(?:Binding)?|networking\.k8s\.io\/(?:Ingress|NetworkPolicy)|(?:[a-z]+\.)?(?:istio\.io|dynatrace\.com)\/.*)$/;

/** Whether an object is of a kind that is known to be in a namespace. */
export function isNamespaced(object: KubernetesObject): boolean {
  const groupKind = groupKindOf(object);
  return podTemplatePath(groupKind) !== undefined || NAMESPACED.test(groupKind);
}
