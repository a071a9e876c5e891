import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { ownerOf } from './manifest';
import { MeshScope, nearestMesh } from './mesh-scope';
import { groupKindOf } from '../analysis/base/group-kind';
import type { KubernetesObject } from '../analysis/base/kubernetes-object';
import { podTemplatePath } from '../analysis/model/pod-template';
import { MeshWorkload, workloadOf } from '../analysis/model/workload';

/** A workload of the app, with the construct that users know. */
export interface WorkloadElsewhere {
  readonly construct: IConstruct;
  readonly workload: MeshWorkload;
  readonly mesh: MeshScope | undefined;
}

/** The workloads of the app that belong to another mesh than a construct. */
export function* workloadsElsewhere(than: IConstruct): Iterable<WorkloadElsewhere> {
  const own = nearestMesh(than);
  for (const apiObject of than.node.root.node.findAll().filter(isWorkload)) {
    const mesh = nearestMesh(apiObject);
    const workload = mesh === own ? undefined : workloadOf(apiObject.toJson() as KubernetesObject, 0);
    if (workload) { yield { construct: ownerOf(apiObject), workload, mesh }; }
  }
}

/** Whether a construct is an object with a pod template. */
export function isWorkload(construct: IConstruct): construct is ApiObject {
  return ApiObject.isApiObject(construct) && podTemplatePath(groupKindOf(construct)) !== undefined;
}
