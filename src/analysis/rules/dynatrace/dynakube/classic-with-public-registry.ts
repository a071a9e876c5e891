import { eachDynaKube, usesPublicRegistry } from './dynakubes';
import { hasMode } from '../../../dynakube-state';
import { Severity } from '../../../finding';
import type { MeshModel } from '../../../mesh-model';
import type { MeshRule } from '../../../rule';

export const classicWithPublicRegistry: MeshRule<MeshModel> = {
  name: 'dynakube/classic-with-public-registry',
  severity: Severity.ERROR,
  upstream: 'operator',
  check: model => eachDynaKube(model, function* (dynakube) {
    const { spec } = dynakube;
    if (hasMode(spec, 'classicFullStack') && (spec.publicRegistryOverride || usesPublicRegistry(model, dynakube))) {
      yield "'spec.oneAgent.classicFullStack' does not work with the public registry, which a flag, 'spec.publicRegistryOverride' or a platform token turns on; use cloudNativeFullStack";
    }
  }),
};
