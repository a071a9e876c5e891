import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { KubernetesObject } from '../analysis/base/kubernetes-object';
import { itemsOf } from '../analysis/base/object-list';

/** An object that the app writes. */
export interface Manifest {
  /** The construct that renders it. */
  readonly apiObject: ApiObject;
  readonly object: KubernetesObject;
  /** Its place if the construct is a list of objects, such as `items[2]`. */
  readonly place?: string;
}

/** The objects that constructs render. Each construct is read once. */
export function manifestsOf(apiObjects: readonly ApiObject[], render: (apiObject: ApiObject) => unknown): Manifest[] {
  return apiObjects.flatMap((apiObject): Manifest[] => {
    const object = render(apiObject) as KubernetesObject;
    return itemsOf(object)?.map(item => ({ apiObject, ...item })) ?? [{ apiObject, object }];
  });
}

/** The construct that messages name for an object: users know the construct that they created, not its child `Resource`. */
export function ownerOf(apiObject: ApiObject): IConstruct {
  return apiObject.node.id === 'Resource' && apiObject.node.scope ? apiObject.node.scope : apiObject;
}
