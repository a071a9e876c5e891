import { hasMode } from '../../../dynatrace/dynakube-state';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { isOperatorAtLeast, operatorVersionOf } from '../../../settings/operator-version';
import { eachDynaKube, usesPublicRegistry } from '../../objects/dynakubes';

export const classicWithPublicRegistry: MeshRule<MeshModel> = {
  name: 'dynakube/classic-with-public-registry',
  severity: Severity.ERROR,
  upstream: 'operator',
  check: model => eachDynaKube(model, function* (dynakube) {
    const { spec } = dynakube;
    // Since 1.11, an image of your own takes the place of that of the public registry.
    if (spec.oneAgent?.classicFullStack?.image && isOperatorAtLeast(operatorVersionOf(model.settings), '1.11')) { return; }
    if (hasMode(spec, 'classicFullStack') && (spec.publicRegistryOverride || usesPublicRegistry(model, dynakube))) {
      yield "'spec.oneAgent.classicFullStack' does not work with the public registry, which a flag, 'spec.publicRegistryOverride' or a platform token turns on; use cloudNativeFullStack";
    }
  }),
};
