/** A Kubernetes object as written in a manifest. Its spec can be anything. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: ObjectMeta;
  readonly spec?: unknown;
  readonly status?: unknown;
  readonly [field: string]: unknown;
}

/** The part of `metadata` that the analysis reads. */
export interface ObjectMeta {
  readonly name?: string;
  readonly namespace?: string;
  readonly labels?: { readonly [key: string]: string };
  readonly annotations?: { readonly [key: string]: string };
  /** RFC 3339 time. Only objects read from a cluster have it. */
  readonly creationTimestamp?: string;
  readonly [field: string]: unknown;
}
