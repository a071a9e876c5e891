import { eachWithoutImage } from './dynakubes';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';

export const databaseImage: MeshRule<MeshModel> = {
  name: 'dynakube/database-image',
  severity: Severity.ERROR,
  upstream: 'operator',
  assumesWholeCluster: true,
  check: model => eachWithoutImage(model, 'sqlExtensionExecutor', 'database extensions', ({ extensions }) => (extensions?.databases ?? []).length > 0),
};
