import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { defaultPeerAuthentications, modeOf, wideTls } from '../../objects/peer-authentications';

const MUTUAL = ['MUTUAL', 'ISTIO_MUTUAL'];

export const disabledUnderTls: MeshRule<MeshModel> = {
  name: 'peer-authentication/disabled-under-tls',
  severity: Severity.ERROR,
  upstream: 'ours',
  * check(model) {
    const byScope = new Map(wideTls(model).map(wide => [wide.namespace, wide]));
    for (const peerAuthentication of defaultPeerAuthentications(model)) {
      if (modeOf(peerAuthentication) !== 'DISABLE') { continue; }
      const { ref } = peerAuthentication;
      const isForMesh = ref.namespace === model.settings.rootNamespace;
      // Settings for the namespace take precedence over those for the mesh.
      const wide = isForMesh ? byScope.get(undefined) : byScope.get(ref.namespace) ?? byScope.get(undefined);
      if (!wide || !MUTUAL.includes(wide.mode)) { continue; }
      yield {
        object: ref.index,
        related: wide.rule.ref.index,
        message: `'spec.mtls.mode' is DISABLE, but DestinationRule "${wide.rule.ref.namespace}/${wide.rule.ref.name}" makes clients send ${wide.mode}, which the workloads then reject; change one of them`,
      };
    }
  },
};
