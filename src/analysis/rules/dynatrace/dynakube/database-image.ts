import { namesImage } from '../../../dynatrace/dynakube-state';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { eachDynaKube, usesPublicRegistry } from '../../objects/dynakubes';

export const databaseImage: MeshRule<MeshModel> = {
  name: 'dynakube/database-image',
  severity: Severity.ERROR,
  upstream: 'operator',
  assumesWholeCluster: true,
  check: model => eachDynaKube(model, function* (dynakube) {
    const { spec } = dynakube;
    const hasDatabases = (spec.extensions?.databases ?? []).length > 0;
    if (hasDatabases && !usesPublicRegistry(model, dynakube) && !namesImage(spec.templates?.sqlExtensionExecutor?.imageRef)) {
      yield "'spec.templates.sqlExtensionExecutor.imageRef' must have a repository and a tag or digest with database extensions; set an image, or use the public registry (with a feature flag or a platform token)";
    }
  }),
};
