import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { eachDynaKube, usesPublicRegistry } from '../../objects/dynakubes';

export const registryOverride: MeshRule<MeshModel> = {
  name: 'dynakube/registry-override',
  severity: Severity.ERROR,
  upstream: 'operator',
  assumesWholeCluster: true,
  check: model => eachDynaKube(model, function* (dynakube) {
    if (dynakube.spec.publicRegistryOverride && !usesPublicRegistry(model, dynakube)) {
      yield `'spec.publicRegistryOverride' needs the public registry, got ${quote(dynakube.spec.publicRegistryOverride)}; set the feature flag use-public-registry, or use a platform token`;
    }
  }),
};
