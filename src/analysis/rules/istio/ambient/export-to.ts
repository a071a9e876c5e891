import { textsOf } from '../../../base/json';
import { quote, quoteAll } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { objectsOf } from '../../objects/mesh-objects';
import { isAmbientNamespace } from '../../objects/sidecars';

export const exportTo: MeshRule<MeshModel> = {
  name: 'ambient/export-to',
  severity: Severity.WARNING,
  upstream: 'ours',
  * check(model) {
    for (const { ref: { index, namespace }, spec } of objectsOf(model, 'networking.istio.io/ServiceEntry')) {
      const scopes = textsOf(spec.exportTo);
      if (scopes.length === 0 || scopes.includes('*') || !isAmbientNamespace(model.namespaceLabels.get(namespace))) { continue; }
      yield {
        object: index,
        message: `'spec.exportTo' does not hide the entry in ambient mode, where ztunnel shows it to all namespaces, got ${quoteAll(scopes)} in namespace ${quote(namespace)}; `
          + "remove it, or hide the entry with 'serviceEntryVisibility' of MeshConfig (Istio 1.31)",
      };
    }
  },
};
