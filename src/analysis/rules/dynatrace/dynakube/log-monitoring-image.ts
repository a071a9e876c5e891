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
      yield "'spec.templates.logMonitoring.imageRef' must have a repository and a tag or digest if log monitoring runs in separate pods; set an image, or use the public registry (with a feature flag or a platform token)";
    }
  }),
};
