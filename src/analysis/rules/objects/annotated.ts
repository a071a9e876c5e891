import { recordOf } from '../../base/json';
import type { KubernetesObject } from '../../base/kubernetes-object';
import { Labels, labelsOf } from '../../base/labels';
import { workloadOf } from '../../model/workload';

/** The kinds whose own annotations `istioctl analyze` looks at. */
export const ANALYZED_KINDS = ['Namespace', 'Service', 'Pod', 'apps/Deployment'];

/** The kinds with a pod template, whose pods get its annotations. */
export const TEMPLATED_KINDS = ['apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet', 'apps/ReplicaSet', 'batch/Job', 'batch/CronJob', 'argoproj.io/Rollout'];

/** The annotations of an object itself. */
export function ownAnnotations(object: KubernetesObject): Labels {
  return labelsOf(recordOf(object.metadata).annotations);
}

/** The annotations that the pods of an object get. */
export function podAnnotations(object: KubernetesObject): Labels {
  return workloadOf(object, 0)?.annotations ?? {};
}
