import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { severalInNamespace } from '../../objects/selectors';
import { defaultSidecars, isAmbientNamespace } from '../../objects/sidecars';

export const severalDefaultSidecars: MeshRule<MeshModel> = {
  name: 'mesh/several-default-sidecars',
  severity: Severity.ERROR,
  upstream: 'IST0111',
  check: model => severalInNamespace(
    defaultSidecars(model).filter(({ ref }) => !isAmbientNamespace(model.namespaceLabels.get(ref.namespace))),
    ({ ref }) => `'spec.workloadSelector' has no labels, and neither has that of Sidecar "${ref.name}" of the namespace: only the oldest applies; merge them`,
  ),
};
