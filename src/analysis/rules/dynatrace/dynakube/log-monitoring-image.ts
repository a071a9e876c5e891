import { hasStandaloneLogMonitoring } from '../../../dynatrace/dynakube-state';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { eachWithoutImage } from '../../objects/dynakubes';

export const logMonitoringImage: MeshRule<MeshModel> = {
  name: 'dynakube/log-monitoring-image',
  severity: Severity.ERROR,
  upstream: 'operator',
  assumesWholeCluster: true,
  check: model => eachWithoutImage(model, 'logMonitoring', 'if log monitoring runs in separate pods', hasStandaloneLogMonitoring),
};
