import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import type { KubernetesObject } from '../../analysis/base/kubernetes-object';
import { nearestMesh } from '../../core/mesh-scope';

/** A custom resource of Dynatrace. */
export interface CustomResource {
  readonly construct: ApiObject;
  /** The resource as it is in the manifest. */
  readonly object: KubernetesObject;
  /** The resource as messages show it. */
  readonly name: string;
}

/** The custom resources of Dynatrace in the same mesh as an operator. */
export function customResourcesBeside(operator: IConstruct, kinds: readonly string[]): CustomResource[] {
  const mesh = nearestMesh(operator);
  return operator.node.root.node.findAll()
    .filter((construct): construct is ApiObject => ApiObject.isApiObject(construct) && nearestMesh(construct) === mesh)
    .filter(({ apiGroup, kind }) => apiGroup === 'dynatrace.com' && kinds.includes(kind))
    .map(construct => {
      const object = construct.toJson() as KubernetesObject;
      return { construct, object, name: `the ${object.kind} "${object.metadata?.namespace}/${object.metadata?.name}"` };
    });
}
