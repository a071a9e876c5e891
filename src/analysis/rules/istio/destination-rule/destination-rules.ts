import { DESTINATION_RULE } from './destination-rule-spec';
import type { MeshModel } from '../../../model/mesh-model';
import { MeshObject, objectsOf } from '../mesh/mesh-objects';

/** The DestinationRules among the objects, before they are merged. */
export function destinationRules(model: MeshModel): readonly MeshObject[] {
  return objectsOf(model, DESTINATION_RULE[0]);
}
