import { selectorsOf } from './selectors';
import { SIDECAR } from './sidecars';
import { Severity } from '../../../finding';
import { showLabels } from '../../../labels';
import type { MeshModel } from '../../../mesh-model';
import { quote } from '../../../quote';
import type { MeshRule } from '../../../rule';

export const sidecarSelectsNothing: MeshRule<MeshModel> = {
  name: 'mesh/sidecar-selects-nothing',
  severity: Severity.ERROR,
  upstream: 'IST0101',
  assumesWholeCluster: true,
  check: model => selectorsOf(model, SIDECAR).filter(({ pods }) => pods.length === 0).map(({ object: { ref }, labels }) => ({
    object: ref.index,
    message: `'spec.workloadSelector.labels' select no pods in namespace ${quote(ref.namespace)}, got ${quote(showLabels(labels))}; give labels of its workloads`,
  })),
};
