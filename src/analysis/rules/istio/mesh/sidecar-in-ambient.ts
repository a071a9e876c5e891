import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { selectorsOf } from '../../objects/selectors';
import { defaultSidecars, isAmbientNamespace, isAmbientPod, SIDECAR } from '../../objects/sidecars';

export const sidecarInAmbient: MeshRule<MeshModel> = {
  name: 'mesh/sidecar-in-ambient',
  severity: Severity.WARNING,
  upstream: 'IST0167',
  * check(model) {
    for (const { ref } of defaultSidecars(model)) {
      if (isAmbientNamespace(model.namespaceLabels.get(ref.namespace))) {
        yield { object: ref.index, message: `'metadata.namespace' is a namespace in ambient mode, where Sidecars have no effect, got ${quote(ref.namespace)}; use a waypoint` };
      }
    }
    for (const { object: { ref }, pods } of selectorsOf(model, SIDECAR)) {
      const ambient = pods.find(each => isAmbientPod(model, each.object));
      if (ambient) {
        yield { object: ref.index, related: ambient.object, message: "'spec.workloadSelector' selects a pod in ambient mode, where Sidecars have no effect; use a waypoint" };
      }
    }
  },
};
