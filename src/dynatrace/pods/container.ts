import { quote } from '../../analysis/base/quote';
import { mapOrNothing, listOrNothing, structOrNothing } from '../../core/non-empty';
import { objectName } from '../shared/object-name';

const QUANTITY = /^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+))?$/;

/** A quantity as in the L1's unions. */
interface Quantity {
  readonly value: string;
}

/** Resources as in the L1. */
export interface ResourcesSpec {
  readonly requests?: { [resource: string]: Quantity };
  readonly limits?: { [resource: string]: Quantity };
}

/** An environment variable as in the L1. */
export interface EnvSpec {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: Omit<EnvVarSource, 'resourceFieldRef'> & {
    readonly resourceFieldRef?: { readonly resource: string; readonly containerName?: string; readonly divisor?: Quantity };
  };
}

/**
 * Renders resources as they are in the manifest; undefined if none is set.
 *
 * @throws if an amount is not a quantity
 */
export function renderResources(prop: string, resources: ResourceRequirements | undefined): ResourcesSpec | undefined {
  return resources && structOrNothing({
    requests: renderQuantities(`${prop}.requests`, resources.requests),
    limits: renderQuantities(`${prop}.limits`, resources.limits),
  });
}

/**
 * Renders environment variables as they are in the manifest, in the same order; undefined for an empty list. No message quotes a value, which could be a
 * secret.
 *
 * @throws if a name is not valid or not unique, or if a variable has several sources
 */
export function renderEnv(prop: string, env: readonly EnvVar[] | undefined): EnvSpec[] | undefined {
  const names = new Set<string>();
  return listOrNothing(env?.map(variable => {
    if (!/^[ -<>-~]+$/.test(variable.name)) { throw new Error(`'${prop}' accepts variables whose names are printable ASCII without '=', got ${quote(variable.name)}`); }
    if (names.has(variable.name)) { throw new Error(`'${prop}' must not have a variable twice, got ${quote(variable.name)}`); }
    names.add(variable.name);
    if (variable.value !== undefined && variable.valueFrom !== undefined) {
      throw new Error(`'${prop}' must have 'value' or 'valueFrom' for a variable, got both for ${quote(variable.name)}`);
    }
    return { name: variable.name, value: variable.value, valueFrom: variable.valueFrom && renderSource(`${prop}.valueFrom`, variable.valueFrom) };
  }));
}

function renderSource(prop: string, source: EnvVarSource): EnvSpec['valueFrom'] {
  const given = Object.entries(source).filter(([, value]) => value !== undefined).map(([name]) => name);
  if (given.length !== 1) {
    throw new Error(`'${prop}' must have exactly one of 'configMapKeyRef', 'secretKeyRef', 'fieldRef' and 'resourceFieldRef', got ${quote(given)}`);
  }
  const { configMapKeyRef, secretKeyRef, fieldRef, resourceFieldRef } = source;
  return {
    configMapKeyRef: configMapKeyRef && { ...configMapKeyRef, name: objectName(`${prop}.configMapKeyRef`, 'ConfigMap', configMapKeyRef.name) },
    secretKeyRef: secretKeyRef && { ...secretKeyRef, name: objectName(`${prop}.secretKeyRef`, 'Secret', secretKeyRef.name) },
    fieldRef: fieldRef && { ...fieldRef },
    resourceFieldRef: resourceFieldRef && {
      ...resourceFieldRef,
      divisor: resourceFieldRef.divisor === undefined ? undefined : quantity(`${prop}.resourceFieldRef.divisor`, resourceFieldRef.divisor),
    },
  };
}

function renderQuantities(prop: string, amounts: { readonly [resource: string]: string } | undefined): { [resource: string]: Quantity } | undefined {
  // In the templates of cdk8s-plus, nothing sorts the keys later.
  const sorted = Object.entries(amounts ?? {}).sort(([a], [b]) => a < b ? -1 : 1);
  return mapOrNothing(Object.fromEntries(sorted.map(([resource, amount]) => [resource, quantity(prop, amount)])));
}

function quantity(prop: string, value: string): Quantity {
  return { value: checkQuantity(prop, value) };
}

/** @throws if the text is not a Kubernetes quantity */
export function checkQuantity(prop: string, value: string): string {
  if (!QUANTITY.test(value)) { throw new Error(`'${prop}' accepts quantities such as "100m" or "64Mi", got ${quote(value)}`); }
  return value;
}

/**
 * Requests and limits of a container, by the name of the resource (`cpu`, `memory`, `ephemeral-storage`). Amounts are Kubernetes quantities: `100m` is a
 * tenth of a CPU, `64Mi` is 64 mebibytes.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
 */
export interface ResourceRequirements {
  /**
   * Amounts that the scheduler reserves for the container.
   *
   * @default - the amounts of `limits`
   */
  readonly requests?: { [resource: string]: string };

  /**
   * Maximum amounts that the container can use.
   *
   * @default - no limits
   */
  readonly limits?: { [resource: string]: string };
}

/** A key of a ConfigMap in the same namespace. */
export interface ConfigMapKeySelector {
  /** Name of the ConfigMap. */
  readonly name: string;

  /** The key. */
  readonly key: string;

  /**
   * Whether the container starts if the ConfigMap or the key is missing.
   *
   * @default false
   */
  readonly optional?: boolean;
}

/** A key of a Secret in the same namespace. */
export interface SecretKeySelector {
  /** Name of the Secret. */
  readonly name: string;

  /** The key. */
  readonly key: string;

  /**
   * Whether the container starts if the Secret or the key is missing.
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
   * API version of the path.
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

/** Source of the value of an environment variable. Exactly one must be set. */
export interface EnvVarSource {
  /**
   * A key of a ConfigMap.
   *
   * @default - another source
   */
  readonly configMapKeyRef?: ConfigMapKeySelector;

  /**
   * A key of a Secret.
   *
   * @default - another source
   */
  readonly secretKeyRef?: SecretKeySelector;

  /**
   * A field of the pod.
   *
   * @default - another source
   */
  readonly fieldRef?: ObjectFieldSelector;

  /**
   * A resource of a container.
   *
   * @default - another source
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
   * Value of the variable. It is readable in the manifest: for a secret value, use `valueFrom` with a Secret.
   *
   * @default - the value of `valueFrom`, otherwise the empty text
   */
  readonly value?: string;

  /**
   * Source of the value. Can't be combined with `value`.
   *
   * @default - the value is `value`
   */
  readonly valueFrom?: EnvVarSource;
}
