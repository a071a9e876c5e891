import { hasStandaloneLogMonitoring, namesImage } from '../../../dynatrace/dynakube-state';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { eachDynaKube, usesPublicRegistry } from '../../objects/dynakubes';

export const logMonitoringImage: MeshRule<MeshModel> = {
  name: 'dynakube/log-monitoring-image',
  severity: Severity.ERROR,
  upstream: 'operator',
  assumesWholeCluster: true,
  check: model => eachDynaKube(model, function* (dynakube) {
    const { spec } = dynakube;
    if (hasStandaloneLogMonitoring(spec) && !usesPublicRegistry(model, dynakube) && !namesImage(spec.templates?.logMonitoring?.imageRef)) {
      yield "'spec.templates.logMonitoring.imageRef' must have a repository and a tag or digest with log monitoring by pods of its own; name an image, or take images from the public registry (a feature flag, or a platform token)";
    }
  }),
};
