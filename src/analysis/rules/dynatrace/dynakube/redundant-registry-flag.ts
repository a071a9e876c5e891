import { featureFlag } from '../../../dynatrace/dynatrace-feature-flags';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { eachDynaKube, hasPlatformToken } from '../../objects/dynakubes';

export const redundantRegistryFlag: MeshRule<MeshModel> = {
  name: 'dynakube/redundant-registry-flag',
  severity: Severity.WARNING,
  upstream: 'operator-warning',
  check: model => eachDynaKube(model, function* (dynakube) {
    if (featureFlag(dynakube.annotations, 'use-public-registry') !== undefined && hasPlatformToken(model, dynakube)) {
      yield "'metadata.annotations[\"feature.dynatrace.com/use-public-registry\"]' has no effect with a platform token, which turns on the public registry in any case; remove it";
    }
  }),
};
