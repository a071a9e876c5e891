import { objectsOf } from './mesh-objects';
import { CONTROL_PLANE_NAMESPACE } from './pods';
import { injectionLabels } from './sidecars';
import { Severity } from '../../../finding';
import { labelsOf } from '../../../labels';
import type { MeshModel } from '../../../mesh-model';
import { quoteAll } from '../../../quote';
import type { MeshRule } from '../../../rule';

export const severalInjectionLabels: MeshRule<MeshModel> = {
  name: 'mesh/several-injection-labels',
  severity: Severity.WARNING,
  upstream: 'IST0123',
  check: model => objectsOf(model, 'Namespace').filter(({ ref }) => ref.name !== CONTROL_PLANE_NAMESPACE)
    .map(({ ref, object }) => ({ ref, labels: injectionLabels(labelsOf(object.metadata?.labels)) }))
    .filter(({ labels }) => labels.length > 1)
    .map(({ ref, labels }) => ({ object: ref.index, message: `'metadata.labels' must choose one way into the mesh, got ${quoteAll(labels)}; keep one of them` })),
};
