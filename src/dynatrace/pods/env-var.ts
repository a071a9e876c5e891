/** A key of a ConfigMap of the same namespace. */
export interface ConfigMapKeySelector {
  /** Name of the ConfigMap. */
  readonly name: string;

  /** The key. */
  readonly key: string;

  /**
   * Whether the container starts without ConfigMap or key.
   *
   * @default false
   */
  readonly optional?: boolean;
}

/** A key of a Secret of the same namespace. */
export interface SecretKeySelector {
  /** Name of the Secret. */
  readonly name: string;

  /** The key. */
  readonly key: string;

  /**
   * Whether the container starts without Secret or key.
   *
   * @default false
   */
  readonly optional?: boolean;
}

/** A field of the pod. */
export interface ObjectFieldSelector {
  /** Path of the field, such as `metadata.name` or `status.hostIP`. */
  readonly fieldPath: string;

  /**
   * API version that the path is written for.
   *
   * @default 'v1'
   */
  readonly apiVersion?: string;
}

/** A resource of a container of the pod. */
export interface ResourceFieldSelector {
  /** The resource, such as `limits.memory`. */
  readonly resource: string;

  /**
   * Name of the container.
   *
   * @default - the container that has the variable
   */
  readonly containerName?: string;

  /**
   * Unit of the value, a Kubernetes quantity such as `1Mi`.
   *
   * @default '1'
   */
  readonly divisor?: string;
}

/** Where the value of an environment variable comes from: exactly one of these. */
export interface EnvVarSource {
  /**
   * A key of a ConfigMap.
   *
   * @default - not from a ConfigMap
   */
  readonly configMapKeyRef?: ConfigMapKeySelector;

  /**
   * A key of a Secret.
   *
   * @default - not from a Secret
   */
  readonly secretKeyRef?: SecretKeySelector;

  /**
   * A field of the pod.
   *
   * @default - not from a field
   */
  readonly fieldRef?: ObjectFieldSelector;

  /**
   * A resource of a container.
   *
   * @default - not from a resource
   */
  readonly resourceFieldRef?: ResourceFieldSelector;
}

/**
 * An environment variable of a container.
 *
 * @see https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/
 */
export interface EnvVar {
  /** Name of the variable. */
  readonly name: string;

  /**
   * Value of the variable. It is readable in the manifest: take secrets from a Secret, by `valueFrom`.
   *
   * @default - what `valueFrom` says; the empty text without that
   */
  readonly value?: string;

  /**
   * Where the value comes from; not together with `value`.
   *
   * @default - nowhere
   */
  readonly valueFrom?: EnvVarSource;
}
