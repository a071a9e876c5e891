import { recordOf, textOf } from './json';
import type { KubernetesObject } from './kubernetes-object';

/** One of the objects that a model was built from. */
export interface ObjectRef {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** Its place in the list of objects. */
  readonly index: number;
}

/** Where kubectl puts an object that names no namespace. */
const DEFAULT_NAMESPACE = 'default';

/** The object at a place of the list; its namespace is `default` if it names none. */
export function refOf(object: KubernetesObject, index: number): ObjectRef {
  const metadata = recordOf(object.metadata);
  return {
    kind: textOf(object.kind) ?? '',
    namespace: textOf(metadata.namespace) || DEFAULT_NAMESPACE,
    name: textOf(metadata.name) ?? '',
    index,
  };
}

/** An object as people name it: `ServiceEntry dynatrace/api`. */
export function describeRef(ref: ObjectRef): string {
  return `${ref.kind} ${ref.namespace}/${ref.name}`;
}
