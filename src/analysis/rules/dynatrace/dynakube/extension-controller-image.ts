import { hasExtensions } from '../../../dynatrace/dynakube-state';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { eachWithoutImage } from '../../objects/dynakubes';

export const extensionControllerImage: MeshRule<MeshModel> = {
  name: 'dynakube/extension-controller-image',
  severity: Severity.ERROR,
  upstream: 'operator',
  assumesWholeCluster: true,
  check: model => eachWithoutImage(model, 'extensionExecutionController', 'with extensions', hasExtensions),
};
