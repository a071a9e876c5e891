/** A Kubernetes object as it stands in a manifest. Nothing about its spec is taken for granted. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: ObjectMeta;
  readonly spec?: unknown;
  readonly status?: unknown;
  readonly [field: string]: unknown;
}

/** The part of `metadata` that analysis reads. */
export interface ObjectMeta {
  readonly name?: string;
  readonly namespace?: string;
  readonly labels?: { readonly [key: string]: string };
  readonly annotations?: { readonly [key: string]: string };
  /** RFC 3339 time. Known only of objects read from a cluster. */
  readonly creationTimestamp?: string;
  readonly [field: string]: unknown;
}
