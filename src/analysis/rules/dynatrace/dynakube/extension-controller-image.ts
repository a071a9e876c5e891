import { hasExtensions, namesImage } from '../../../dynatrace/dynakube-state';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { eachDynaKube, usesPublicRegistry } from '../../objects/dynakubes';

export const extensionControllerImage: MeshRule<MeshModel> = {
  name: 'dynakube/extension-controller-image',
  severity: Severity.ERROR,
  upstream: 'operator',
  assumesWholeCluster: true,
  check: model => eachDynaKube(model, function* (dynakube) {
    const { spec } = dynakube;
    if (hasExtensions(spec) && !usesPublicRegistry(model, dynakube) && !namesImage(spec.templates?.extensionExecutionController?.imageRef)) {
      yield "'spec.templates.extensionExecutionController.imageRef' must have a repository and a tag or digest with extensions; set an image, or use the public registry (with a feature flag or a platform token)";
    }
  }),
};
