import { showLabels } from '../../../base/labels';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { selectorsOf } from '../../objects/selectors';
import { isAmbientNamespace } from '../../objects/sidecars';
import { TELEMETRY_SELECTING } from '../../objects/telemetries';

export const telemetrySelector: MeshRule<MeshModel> = {
  name: 'ambient/telemetry-selector',
  severity: Severity.WARNING,
  upstream: 'ours',
  * check(model) {
    for (const { object: { ref: { index, namespace } }, labels } of selectorsOf(model, TELEMETRY_SELECTING)) {
      if (!isAmbientNamespace(model.namespaceLabels.get(namespace))) { continue; }
      yield {
        object: index,
        message: `'spec.selector' has no effect in ambient mode, because it does not select waypoints, got ${quote(showLabels(labels))} in namespace ${quote(namespace)}; `
          + "set 'targetRefs' instead",
      };
    }
  },
};
