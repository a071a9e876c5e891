import { ConvertedDynaKube, dynaKubeOf, DYNAKUBE_KIND } from '../../../dynatrace/dynakube';
import type { ObjectRule } from '../../../findings/rule';
import type { MeshSettings } from '../../../settings/mesh-settings';

/** The kind that the rules of this folder judge. */
export const DYNAKUBE: readonly string[] = [DYNAKUBE_KIND];

/** Has a rule see a DynaKube as the operator's webhook does: in version v1beta6 of its API. What can't be converted is not judged. */
export function checkDynaKube(check: (dynakube: ConvertedDynaKube, settings: MeshSettings) => Iterable<string>): ObjectRule['check'] {
  return (object, settings) => {
    const dynakube = dynaKubeOf(object);
    return dynakube ? check(dynakube, settings) : [];
  };
}
