/** Where the pod template stands in the objects that have one, by API group and kind. The empty path is the object itself: a Pod. */
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

/** The path of the pod template in an object, by its API group and kind; undefined if it has none. */
export function podTemplatePath(groupKind: string): readonly string[] | undefined {
  return Object.hasOwn(POD_TEMPLATE_PATHS, groupKind) ? POD_TEMPLATE_PATHS[groupKind] : undefined;
}
