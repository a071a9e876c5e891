import type { KubernetesObject } from './kubernetes-object';

/** API group and kind of an object, such as `networking.istio.io/ServiceEntry`. For the core group, only the kind, such as `Pod`. */
export function groupKindOf(object: Pick<KubernetesObject, 'apiVersion' | 'kind'>): string {
  const apiVersion = String(object.apiVersion);
  const slash = apiVersion.lastIndexOf('/');
  return slash < 0 ? String(object.kind) : `${apiVersion.slice(0, slash)}/${object.kind}`;
}

/** The API version of an object without the group, such as `v1beta1`. */
export function versionOf(object: KubernetesObject): string {
  const apiVersion = String(object.apiVersion);
  return apiVersion.slice(apiVersion.lastIndexOf('/') + 1);
}
