import { textOf } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { SecretData, secretDataOf } from '../../../model/secret';
import { isPemCertificate } from '../../../syntax/certificate';
import { podNamespacesOf } from '../../objects/gateway-pods';
import { GATEWAY, serversOf, tlsOf } from '../../objects/gateway-spec';
import { MeshObject, objectsOf } from '../../objects/mesh-objects';

/** The keys that Istio reads, in this order: the certificate and its private key. */
const KEYS = [['cert', 'key'], ['tls.crt', 'tls.key']] as const;

export const invalidCredential: MeshRule<MeshModel> = {
  name: 'gateway/invalid-credential',
  severity: Severity.ERROR,
  upstream: 'IST0161',
  * check(model) {
    for (const gateway of objectsOf(model, GATEWAY[0])) {
      const namespaces = [...podNamespacesOf(model, gateway)];
      for (const { path, value } of serversOf(gateway.object).flatMap(tlsOf)) {
        const credential = textOf(value.credentialName) ?? '';
        if (credential === '' || namespaces.length === 0) { continue; }
        const places = credential.includes('/') ? [credential] : namespaces.map(namespace => `${namespace}/${credential}`);
        const place = places.find(each => secrets(model).has(each));
        if (place === undefined) { continue; }
        const secret = secrets(model).get(place)!;
        const fault = faultOf(secretDataOf(secret.object));
        if (fault !== undefined) {
          yield { object: gateway.ref.index, related: secret.ref.index, message: `'${path}.credentialName' names Secret ${quote(place)}, which ${fault}` };
        }
      }
    }
  },
};

function secrets(model: MeshModel): ReadonlyMap<string, MeshObject> {
  return model.once('Secrets by name', () => new Map(objectsOf(model, 'Secret').map(secret => [`${secret.ref.namespace}/${secret.ref.name}`, secret])));
}

/** Why a Secret is no certificate of a gateway. The message has nothing of its data. */
function faultOf(data: SecretData): string | undefined {
  const has = (key: string) => (data.get(key) ?? '') !== '';
  const keys = KEYS.find(([certificate, key]) => has(certificate) && has(key));
  if (!keys) { return 'must have a certificate and its private key: the keys tls.crt and tls.key, or cert and key; add what is missing or empty'; }
  if (isPemCertificate(data.get(keys[0])!)) { return undefined; }
  return `must have a certificate in PEM in the key ${keys[0]}; encode it in base64 once, under 'data', or write it under 'stringData'`;
}
