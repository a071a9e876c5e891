import { recordOf } from '../../base/json';
import type { KubernetesObject } from '../../base/kubernetes-object';
import { Labels, labelsOf } from '../../base/labels';

export { podAnnotations } from '../../model/workload';

/** Kinds whose own annotations `istioctl analyze` checks. */
export const ANALYZED_KINDS = ['Namespace', 'Service', 'Pod', 'apps/Deployment'];

/** Kinds with a pod template. Its annotations apply to the pods. */
export const TEMPLATED_KINDS = ['apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet', 'apps/ReplicaSet', 'batch/Job', 'batch/CronJob', 'argoproj.io/Rollout'];

/** The annotations in the metadata of an object. */
export function ownAnnotations(object: KubernetesObject): Labels {
  return labelsOf(recordOf(object.metadata).annotations);
}
