import { recordOf, textOf } from './json';
import type { KubernetesObject } from './kubernetes-object';

/** A reference to one of the objects of a model. */
export interface ObjectRef {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** Its index in the list of objects. */
  readonly index: number;
}

/** The namespace that kubectl uses for an object without a namespace. */
const DEFAULT_NAMESPACE = 'default';

/** The reference to the object at an index. Its namespace is `default` if the object has none. */
export function refOf(object: KubernetesObject, index: number): ObjectRef {
  const metadata = recordOf(object.metadata);
  return {
    kind: textOf(object.kind) ?? '',
    namespace: textOf(metadata.namespace) || DEFAULT_NAMESPACE,
    name: textOf(metadata.name) ?? '',
    index,
  };
}

/** The name of an object in messages, such as `ServiceEntry dynatrace/api`. */
export function describeRef(ref: ObjectRef): string {
  return `${ref.kind} ${ref.namespace}/${ref.name}`;
}

const MAX_NAMES = 3;

/** The first three of several objects in the form of a message, and the number of the others. */
export function describeRefs(refs: readonly ObjectRef[]): string {
  return firstNames(refs.map(describeRef));
}

/** The first three of several names, and the number of the others. */
export function firstNames(names: readonly string[]): string {
  const shown = names.slice(0, MAX_NAMES).join(', ');
  return names.length > MAX_NAMES ? `${shown} and ${names.length - MAX_NAMES} more` : shown;
}
