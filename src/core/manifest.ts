import type { ApiObject } from 'cdk8s';
import type { KubernetesObject } from '../analysis/base/kubernetes-object';
import { itemsOf } from '../analysis/base/object-list';

/** An object that the cluster gets of an app. */
export interface Manifest {
  /** The construct that renders it. */
  readonly apiObject: ApiObject;
  readonly object: KubernetesObject;
  /** Where it stands if the construct is a list of objects, such as `items[2]`. */
  readonly place?: string;
}

/** The objects that the cluster gets of constructs, each read once. */
export function manifestsOf(apiObjects: readonly ApiObject[]): Manifest[] {
  return apiObjects.flatMap((apiObject): Manifest[] => {
    const object = apiObject.toJson() as KubernetesObject;
    return itemsOf(object)?.map(item => ({ apiObject, ...item })) ?? [{ apiObject, object }];
  });
}
