import { groupKindOf } from '../../../base/group-kind';
import { isRecord, JsonObject, recordOf } from '../../../base/json';
import type { KubernetesObject } from '../../../base/kubernetes-object';
import { ObjectRef, refOf } from '../../../base/object-ref';
import type { MeshModel } from '../../../model/mesh-model';

/** An object of a mesh, as it is written. */
export interface MeshObject {
  readonly ref: ObjectRef;
  readonly object: KubernetesObject;
  /** An empty object if it has none. */
  readonly spec: JsonObject;
}

/** The objects of an API group and kind, in the order in which they were given. */
export function objectsOf(model: MeshModel, kind: string): readonly MeshObject[] {
  return model.once('objects by kind', () => {
    const byKind = new Map<string, MeshObject[]>();
    model.objects.forEach((object, index) => {
      if (!isRecord(object)) { return; }
      const key = groupKindOf(object);
      const entry = { ref: refOf(object, index), object, spec: recordOf(object.spec) };
      const list = byKind.get(key);
      if (list) { list.push(entry); } else { byKind.set(key, [entry]); }
    });
    return byKind;
  }).get(kind) ?? [];
}

/** The items of a list by a key, in their order. */
export function groupBy<T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) { group.push(item); } else { groups.set(key, [item]); }
  }
  return groups;
}
