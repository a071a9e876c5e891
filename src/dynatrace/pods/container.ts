import { quote } from '../../analysis/base/quote';
import { mapOrNothing, listOrNothing, structOrNothing } from '../../core/non-empty';
import { objectName } from '../shared/object-name';

const QUANTITY = /^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+))?$/;

/** A quantity in the form of the L1's unions. */
interface Quantity {
  readonly value: string;
}

/** Resources in the form of the L1. */
export interface ResourcesSpec {
  readonly requests?: { [resource: string]: Quantity };
  readonly limits?: { [resource: string]: Quantity };
}

/** An environment variable in the form of the L1. */
export interface EnvSpec {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: Omit<EnvVarSource, 'resourceFieldRef'> & {
    readonly resourceFieldRef?: { readonly resource: string; readonly containerName?: string; readonly divisor?: Quantity };
  };
}

/**
 * Resources in the manifest's form; nothing if none is set.
 *
 * @throws if an amount is no quantity
 */
export function renderResources(prop: string, resources: ResourceRequirements | undefined): ResourcesSpec | undefined {
  return resources && structOrNothing({
    requests: renderQuantities(`${prop}.requests`, resources.requests),
    limits: renderQuantities(`${prop}.limits`, resources.limits),
  });
}

/**
 * Environment variables in the manifest's form, in the order given; nothing if there are none. No message quotes a value, which may be a secret.
 *
 * @throws if a name can't be one, is there twice, or the value comes from several places
 */
export function renderEnv(prop: string, env: readonly EnvVar[] | undefined): EnvSpec[] | undefined {
  const names = new Set<string>();
  return listOrNothing(env?.map(variable => {
    if (!/^[ -<>-~]+$/.test(variable.name)) { throw new Error(`'${prop}' accepts variables whose names are printable ASCII without '=', got ${quote(variable.name)}`); }
    if (names.has(variable.name)) { throw new Error(`'${prop}' must not name a variable twice, got ${quote(variable.name)}`); }
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
  return mapOrNothing(amounts && Object.fromEntries(Object.entries(amounts).map(([resource, amount]) => [resource, quantity(prop, amount)])));
}

function quantity(prop: string, value: string): Quantity {
  return { value: checkQuantity(prop, value) };
}

/** @throws if the text is no quantity of Kubernetes */
export function checkQuantity(prop: string, value: string): string {
  if (!QUANTITY.test(value)) { throw new Error(`'${prop}' accepts quantities such as "100m" or "64Mi", got ${quote(value)}`); }
  return value;
}

/**
 * What a container asks for and may use at most, by the name of the resource (`cpu`, `memory`, `ephemeral-storage`). Amounts are Kubernetes
 * quantities: `100m` is a tenth of a CPU, `64Mi` are 64 times 1024 times 1024 bytes.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
 */
export interface ResourceRequirements {
  /**
   * What the node must have free for the container.
   *
   * @default - what `limits` says
   */
  readonly requests?: { [resource: string]: string };

  /**
   * What the container may use at most.
   *
   * @default - no limits
   */
  readonly limits?: { [resource: string]: string };
}

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
