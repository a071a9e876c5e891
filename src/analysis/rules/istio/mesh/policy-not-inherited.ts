import { describeRef } from '../../../base/object-ref';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';

export const policyNotInherited: MeshRule<MeshModel> = {
  name: 'mesh/policy-not-inherited',
  severity: Severity.WARNING,
  upstream: 'ours',
  * check(model) {
    const { rootNamespace, outboundTrafficPolicy } = model.settings;
    const ofMesh = model.sidecarsOf(rootNamespace).find(({ selector }) => selector === undefined);
    const expected = ofMesh?.outboundTrafficPolicy;
    if (!ofMesh || expected === undefined || expected === outboundTrafficPolicy) { return; }
    for (const sidecar of model.sidecars) {
      if (sidecar === ofMesh || sidecar.outboundTrafficPolicy !== undefined) { continue; }
      yield {
        object: sidecar.ref.index,
        related: ofMesh.ref.index,
        message: `'spec.outboundTrafficPolicy' is missing, and that of ${describeRef(ofMesh.ref)} is not inherited: for unknown destinations, ${quote(outboundTrafficPolicy)} of the mesh applies `
          + `instead of ${quote(expected)}; repeat it here`,
      };
    }
  },
};
