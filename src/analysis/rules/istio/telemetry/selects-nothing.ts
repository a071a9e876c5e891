import { showLabels } from '../../../base/labels';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { selectorsOf } from '../../objects/selectors';
import { TELEMETRY_SELECTING } from '../../objects/telemetries';

export const selectsNothing: MeshRule<MeshModel> = {
  name: 'telemetry/selects-nothing',
  severity: Severity.ERROR,
  upstream: 'IST0101',
  assumesWholeCluster: true,
  check: model => selectorsOf(model, TELEMETRY_SELECTING).filter(({ pods }) => pods.length === 0).map(({ object: { ref }, labels }) => ({
    object: ref.index,
    message: `'spec.selector.matchLabels' select no pods in namespace ${quote(ref.namespace)}, got ${quote(showLabels(labels))}; set labels of its workloads`,
  })),
};
