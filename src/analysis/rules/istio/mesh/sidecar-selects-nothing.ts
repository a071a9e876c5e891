import { showLabels } from '../../../base/labels';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { selectorsOf } from '../../objects/selectors';
import { SIDECAR } from '../../objects/sidecars';

export const sidecarSelectsNothing: MeshRule<MeshModel> = {
  name: 'mesh/sidecar-selects-nothing',
  severity: Severity.ERROR,
  upstream: 'IST0101',
  assumesWholeCluster: true,
  check: model => selectorsOf(model, SIDECAR).filter(({ pods }) => pods.length === 0).map(({ object: { ref }, labels }) => ({
    object: ref.index,
    message: `'spec.workloadSelector.labels' select no pods in namespace ${quote(ref.namespace)}, got ${quote(showLabels(labels))}; set labels of its workloads`,
  })),
};
