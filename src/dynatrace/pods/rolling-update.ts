import { IntOrString } from './int-or-string';

/**
 * How many pods of a DaemonSet are replaced at once.
 *
 * @see https://kubernetes.io/docs/tasks/manage-daemon/update-daemon-set/
 */
export interface RollingUpdateDaemonSet {
  /**
   * How many pods may be missing during the update.
   *
   * @default - one
   */
  readonly maxUnavailable?: IntOrString;

  /**
   * On how many nodes the new pod may start before the old one stops. Not for pods that use ports of the node.
   *
   * @default - none
   */
  readonly maxSurge?: IntOrString;
}

/**
 * How the pods of a StatefulSet are replaced.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#rolling-updates
 */
export interface RollingUpdateStatefulSetStrategy {
  /**
   * How many pods may be missing during the update. Needs Kubernetes 1.35.
   *
   * @default - one
   */
  readonly maxUnavailable?: IntOrString;

  /**
   * Pods with a lower number than this keep their old version.
   *
   * @default 0
   */
  readonly partition?: number;
}
