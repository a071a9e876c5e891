import { textOf } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { podNamespacesOf } from '../../objects/gateway-pods';
import { GATEWAY, serversOf, tlsOf } from '../../objects/gateway-spec';
import { objectsOf } from '../../objects/mesh-objects';

export const unknownCredential: MeshRule<MeshModel> = {
  name: 'gateway/unknown-credential',
  severity: Severity.ERROR,
  upstream: 'IST0101',
  assumesWholeCluster: true,
  * check(model) {
    const secrets = new Set(objectsOf(model, 'Secret').map(({ ref }) => `${ref.namespace}/${ref.name}`));
    for (const gateway of objectsOf(model, GATEWAY[0])) {
      const namespaces = [...podNamespacesOf(model, gateway)];
      for (const { path, value } of serversOf(gateway.object).flatMap(tlsOf)) {
        const credential = textOf(value.credentialName) ?? '';
        const places = credential.includes('/') ? [credential] : namespaces.map(namespace => `${namespace}/${credential}`);
        if (credential !== '' && places.length > 0 && !places.some(place => secrets.has(place))) {
          yield { object: gateway.ref.index, message: `'${path}.credentialName' must name a Secret in the namespace of the gateway's pods, got ${quote(credential)}; create it there` };
        }
      }
    }
  },
};
