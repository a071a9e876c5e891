import { DynaKube, dynaKubeOf, DYNAKUBE_KIND } from '../../../dynakube';
import type { MeshSettings } from '../../../mesh-settings';
import type { ObjectRule } from '../../../rule';

/** The kind that the rules of this folder judge. */
export const DYNAKUBE: readonly string[] = [DYNAKUBE_KIND];

/** Has a rule see a DynaKube as the operator's webhook does: in version v1beta6 of its API. What can't be converted is not judged. */
export function checkDynaKube(check: (dynakube: DynaKube, settings: MeshSettings) => Iterable<string>): ObjectRule['check'] {
  return (object, settings) => {
    const dynakube = dynaKubeOf(object);
    return dynakube ? check(dynakube, settings) : [];
  };
}
