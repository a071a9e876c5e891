import { labelsOf } from '../../../base/labels';
import { quoteAll } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { objectsOf } from '../../objects/mesh-objects';
import { CONTROL_PLANE_NAMESPACE } from '../../objects/pods';
import { injectionLabels } from '../../objects/sidecars';

export const severalInjectionLabels: MeshRule<MeshModel> = {
  name: 'mesh/several-injection-labels',
  severity: Severity.WARNING,
  upstream: 'IST0123',
  check: model => objectsOf(model, 'Namespace').filter(({ ref }) => ref.name !== CONTROL_PLANE_NAMESPACE)
    .map(({ ref, object }) => ({ ref, labels: injectionLabels(labelsOf(object.metadata?.labels)) }))
    .filter(({ labels }) => labels.length > 1)
    .map(({ ref, labels }) => ({ object: ref.index, message: `'metadata.labels' must have only one label for sidecars or ambient mode, got ${quoteAll(labels)}; keep one of them` })),
};
