import { injectionMode } from '../../../dynatrace/dynakube-state';
import { isFeatureOn } from '../../../dynatrace/dynatrace-feature-flags';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { eachDynaKube, usesPublicRegistry } from '../../objects/dynakubes';

export const nodeImagePull: MeshRule<MeshModel> = {
  name: 'dynakube/node-image-pull',
  severity: Severity.ERROR,
  upstream: 'operator',
  assumesWholeCluster: true,
  check: model => eachDynaKube(model, function* (dynakube) {
    const { spec, annotations } = dynakube;
    const { mode, options } = injectionMode(spec) ?? {};
    if (mode && !options?.codeModulesImage && isFeatureOn(annotations, 'node-image-pull', false) && !usesPublicRegistry(model, dynakube)) {
      yield `'spec.oneAgent.${mode}.codeModulesImage' is required with the feature flag node-image-pull; set an image, or use the public registry`;
    }
  }),
};
