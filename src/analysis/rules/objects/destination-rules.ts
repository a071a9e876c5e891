import { DESTINATION_RULE } from './destination-rule-spec';
import { MeshObject, objectsOf } from './mesh-objects';
import type { MeshModel } from '../../model/mesh-model';

/** The DestinationRules among the objects, before they are merged. */
export function destinationRules(model: MeshModel): readonly MeshObject[] {
  return objectsOf(model, DESTINATION_RULE[0]);
}
