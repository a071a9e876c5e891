import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { eachWithoutImage } from '../../objects/dynakubes';

export const databaseImage: MeshRule<MeshModel> = {
  name: 'dynakube/database-image',
  severity: Severity.ERROR,
  upstream: 'operator',
  assumesWholeCluster: true,
  check: model => eachWithoutImage(model, 'sqlExtensionExecutor', 'with database extensions', ({ extensions }) => (extensions?.databases ?? []).length > 0),
};
