import type { MeshObject } from './mesh-objects';
import { Pods, podsWith } from './pods';
import { labelsOf } from '../../base/labels';
import type { MeshModel } from '../../model/mesh-model';

/** The pods that a Gateway configures, in any namespace. Without a selector, these are all pods. */
export function podsOf(model: MeshModel, gateway: MeshObject): readonly Pods[] {
  return model.once(`pods of gateway ${gateway.ref.index}`, () => podsWith(model, labelsOf(gateway.spec.selector)));
}
