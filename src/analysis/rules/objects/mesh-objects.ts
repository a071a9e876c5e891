import { append } from '../../base/group-by';
import { groupKindOf } from '../../base/group-kind';
import { isRecord, JsonObject, recordOf } from '../../base/json';
import type { KubernetesObject } from '../../base/kubernetes-object';
import { ObjectRef, refOf } from '../../base/object-ref';
import type { MeshModel } from '../../model/mesh-model';

/** An object of a mesh, unchanged. */
export interface MeshObject {
  readonly ref: ObjectRef;
  readonly object: KubernetesObject;
  /** An empty object if it has none. */
  readonly spec: JsonObject;
}

/** Kinds in the namespace of the Dynatrace operator, as `objectsOf()` takes them. */
export const OPERATOR_KINDS = ['DynaKube', 'EdgeConnect', 'OneAgent', 'OneAgentAPM'].map(kind => `dynatrace.com/${kind}`);

/** The objects of an API group and kind, in their original order. */
export function objectsOf(model: MeshModel, kind: string): readonly MeshObject[] {
  return model.once('objects by kind', () => {
    const byKind = new Map<string, MeshObject[]>();
    model.objects.forEach((object, index) => {
      if (!isRecord(object)) { return; }
      const key = groupKindOf(object);
      const entry = { ref: refOf(object, index), object, spec: recordOf(object.spec) };
      append(byKind, key, entry);
    });
    return byKind;
  }).get(kind) ?? [];
}

