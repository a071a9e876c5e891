import { DESTINATION_RULE } from './destination-rule-spec';
import type { MeshModel } from '../../model/mesh-model';
import { MeshObject, objectsOf } from './mesh-objects';

/** The DestinationRules as they are written. */
export function destinationRules(model: MeshModel): readonly MeshObject[] {
  return objectsOf(model, DESTINATION_RULE[0]);
}
