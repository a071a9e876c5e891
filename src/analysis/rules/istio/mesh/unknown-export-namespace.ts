import { isRecord, textsOf } from '../../../base/json';
import { refOf } from '../../../base/object-ref';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { isDnsLabel } from '../../../syntax/hosts';
import { objectsOf } from '../../objects/mesh-objects';

const KINDS = ['networking.istio.io/ServiceEntry', 'networking.istio.io/VirtualService', 'networking.istio.io/DestinationRule'];

export const unknownExportNamespace: MeshRule<MeshModel> = {
  name: 'mesh/unknown-export-namespace',
  severity: Severity.WARNING,
  upstream: 'ours',
  assumesWholeCluster: true,
  * check(model) {
    // Without any Namespace among the objects, it is not known which namespaces exist.
    if (model.namespaceLabels.size === 0) { return; }
    const inhabited = model.objects.flatMap((object, index) => isRecord(object) ? [refOf(object, index).namespace] : []);
    const known = new Set([model.settings.rootNamespace, ...model.namespaceLabels.keys(), ...inhabited]);
    for (const { ref, spec } of KINDS.flatMap(kind => objectsOf(model, kind))) {
      for (const scope of textsOf(spec.exportTo)) {
        if (isDnsLabel(scope) && !known.has(scope)) { yield { object: ref.index, message: `'spec.exportTo' names a namespace that does not exist, got ${quote(scope)}; correct its name, or add it` }; }
      }
    }
  },
};
