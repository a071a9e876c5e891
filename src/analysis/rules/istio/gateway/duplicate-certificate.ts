import { groupBy } from '../../../base/group-by';
import { JsonObject, textOf } from '../../../base/json';
import { labelsOf, selects } from '../../../base/labels';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { GATEWAY, serversOf, tlsOf } from '../../objects/gateway-spec';
import { MeshObject, objectsOf } from '../../objects/mesh-objects';

export const duplicateCertificate: MeshRule<MeshModel> = {
  name: 'gateway/duplicate-certificate',
  severity: Severity.WARNING,
  upstream: 'IST0138',
  * check(model) {
    const uses = objectsOf(model, GATEWAY[0]).flatMap(gateway => {
      const certificates = new Set(serversOf(gateway.object).flatMap(tlsOf).flatMap(({ value }) => certificateOf(value)));
      return [...certificates].map(certificate => ({ gateway, certificate }));
    });
    for (const users of groupBy(uses, ({ certificate }) => certificate).values()) {
      for (const { gateway } of users) {
        const other = users.find(user => user.gateway !== gateway && isSelectedBy(user.gateway, gateway));
        if (!other) { continue; }
        const { namespace, name, index } = other.gateway.ref;
        yield {
          object: gateway.ref.index,
          related: index,
          message: `'spec.servers' uses the same certificate as Gateway "${namespace}/${name}" on the same pods: browsers reuse a connection for both and get 404 for the hosts of the other Gateway; `
            + 'list all hosts of the certificate in one Gateway',
        };
      }
    }
  },
};

/** The identity of a certificate: the name of its Secret, or its files. */
function certificateOf(tls: JsonObject): string[] {
  const { credentialName, serverCertificate, privateKey } = tls;
  if (textOf(credentialName)) { return [JSON.stringify([credentialName])]; }
  return textOf(serverCertificate) && textOf(privateKey) ? [JSON.stringify([serverCertificate, privateKey])] : [];
}

/** Whether all pods of the first Gateway are pods of the second Gateway too. */
function isSelectedBy(gateway: MeshObject, other: MeshObject): boolean {
  return selects(labelsOf(other.spec.selector), labelsOf(gateway.spec.selector));
}
