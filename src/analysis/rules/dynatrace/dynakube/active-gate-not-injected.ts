import { quote } from '../../../base/quote';
import { hasActiveGate } from '../../../dynatrace/dynakube-state';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { NAMESPACE_INJECTION, SIDECAR_INJECT } from '../../../model/pods/sidecar-injection';
import { dynaKubesByNamespace } from '../../objects/dynakubes';
import { objectsOf } from '../../objects/mesh-objects';

/**
 * However Istio is installed, its webhooks leave out namespaces whose label `istio-injection` has another value than `enabled`, whatever the labels of the pods
 * are. In ambient mode, this label has no effect.
 */
export const activeGateNotInjected: MeshRule<MeshModel> = {
  name: 'dynakube/active-gate-not-injected',
  severity: Severity.ERROR,
  upstream: 'ours',
  * check(model) {
    for (const [namespace, dynakubes] of dynaKubesByNamespace(model)) {
      const injection = model.namespaceLabels.get(namespace)?.[NAMESPACE_INJECTION];
      if (injection === undefined || injection === 'enabled') { continue; }
      const related = objectsOf(model, 'Namespace').find(({ ref }) => ref.name === namespace)?.ref.index;
      const message = `'spec.activeGate.labels' request a sidecar with ${SIDECAR_INJECT}: "true", but Namespace ${quote(namespace)} has the label ${quote(`${NAMESPACE_INJECTION}: ${injection}`)}, under which no pod gets one; `
        + 'remove the label of the Namespace, which DynatraceOperator leaves out with \'allowSidecars\'';
      for (const { index, spec } of dynakubes) {
        if (hasActiveGate(spec) && spec.activeGate?.labels?.[SIDECAR_INJECT] === 'true') { yield { object: index, message, related }; }
      }
    }
  },
};
