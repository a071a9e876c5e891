import { ConvertedDynaKube, dynaKubeOf, DYNAKUBE_KIND } from '../../../dynatrace/dynakube';
import type { ObjectRule } from '../../../findings/rule';
import type { MeshSettings } from '../../../settings/mesh-settings';
import { operatorVersionOf } from '../../../settings/operator-version';

/** The kind that the rules of this folder check. */
export const DYNAKUBE: readonly string[] = [DYNAKUBE_KIND];

/** Passes a DynaKube to a check as the operator's webhook sees it: converted to API version v1beta6. A DynaKube that can't be converted is not checked. */
export function checkDynaKube(check: (dynakube: ConvertedDynaKube, settings: MeshSettings) => Iterable<string>): ObjectRule['check'] {
  return (object, settings) => {
    const dynakube = dynaKubeOf(object, operatorVersionOf(settings));
    return dynakube ? check(dynakube, settings) : [];
  };
}
