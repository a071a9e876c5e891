import { labelsOf } from '../../../base/labels';
import { quoteAll } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { objectsOf } from '../../objects/mesh-objects';
import { injectionLabels } from '../../objects/sidecars';

const KINDS = ['dynatrace.com/DynaKube', 'dynatrace.com/EdgeConnect'];

export const operatorNamespaceInMesh: MeshRule<MeshModel> = {
  name: 'dynakube/operator-namespace-in-mesh',
  severity: Severity.WARNING,
  upstream: 'ours',
  * check(model) {
    const used = new Map(KINDS.flatMap(kind => objectsOf(model, kind)).map(({ ref }) => [ref.namespace, ref.index]));
    for (const { ref, object } of objectsOf(model, 'Namespace')) {
      const related = used.get(ref.name);
      const labels = injectionLabels(labelsOf(object.metadata?.labels)).filter(addsToMesh);
      if (related === undefined || labels.length === 0) { continue; }
      const message = `'metadata.labels' add the Dynatrace operator and its webhook to the mesh, which Dynatrace does not support, got ${quoteAll(labels)}; `
        + "write istio-injection: disabled instead, or leave the label out and set sidecar.istio.io/inject in 'spec.activeGate.labels' of the DynaKube if the ActiveGate must be in the mesh";
      yield { object: ref.index, message, related };
    }
  },
};

/** Whether an injection label adds the pods of its namespace to the mesh. Istio ignores all other values. */
function addsToMesh(label: string): boolean {
  return label === 'istio-injection=enabled' || label === 'istio.io/dataplane-mode=ambient' || label.startsWith('istio.io/rev=');
}
