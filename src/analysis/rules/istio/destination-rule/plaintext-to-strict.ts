import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { defaultPeerAuthentications, modeOf, wideTls } from '../../objects/peer-authentications';

export const plaintextToStrict: MeshRule<MeshModel> = {
  name: 'destination-rule/plaintext-to-strict',
  severity: Severity.ERROR,
  upstream: 'ours',
  * check(model) {
    const deciding = defaultPeerAuthentications(model).filter(object => modeOf(object) !== undefined);
    const byNamespace = new Map(deciding.map(object => [object.ref.namespace, object]));
    for (const { rule, mode, namespace } of wideTls(model)) {
      const ofMesh = byNamespace.get(model.settings.rootNamespace);
      const decides = namespace === undefined ? ofMesh : byNamespace.get(namespace) ?? ofMesh;
      if (mode !== 'DISABLE' || !decides || modeOf(decides) !== 'STRICT') { continue; }
      yield {
        object: rule.ref.index,
        related: decides.ref.index,
        message: `'spec.trafficPolicy.tls.mode' is DISABLE, but PeerAuthentication "${decides.ref.namespace}/${decides.ref.name}" makes the workloads accept mutual TLS only; change one of them`,
      };
    }
  },
};
