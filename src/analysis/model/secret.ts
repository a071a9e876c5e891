import type { MeshModel } from './mesh-model';
import { base64Bytes, utf8Text } from '../base/bytes';
import { recordOf, textOf } from '../base/json';
import type { KubernetesObject } from '../base/kubernetes-object';

/** The known data of a Secret. */
export type SecretData = ReadonlyMap<string, string>;

/** The decoded data of a Secret, by key. Entries that can't be read are skipped. */
export function secretDataOf(secret: KubernetesObject): SecretData {
  const encoded = Object.entries(recordOf(secret.data)).flatMap(([key, value]): [string, string][] => {
    const text = textOf(value);
    return text === undefined ? [] : [[key, utf8Text(base64Bytes(text))]];
  });
  const plain = Object.entries(recordOf(secret.stringData)).flatMap(([key, value]): [string, string][] => typeof value === 'string' ? [[key, value]] : []);
  return new Map([...encoded, ...plain]);
}

/** Kinds whose objects create a Secret in their own namespace. The data of the Secret is not visible here. */
const MAKERS: Readonly<Record<string, (object: KubernetesObject) => unknown>> = {
  ExternalSecret: object => recordOf(recordOf(object.spec).target).name ?? recordOf(object.metadata).name,
  SealedSecret: object => recordOf(recordOf(recordOf(object.spec).template).metadata).name ?? recordOf(object.metadata).name,
};

/** The data of a Secret; `hidden` if another object creates the Secret, undefined if the Secret is not among the objects. */
export function findSecret(model: MeshModel, namespace: string, name: string): SecretData | 'hidden' | undefined {
  return model.onceForAllOrders('secrets by name', () => secretsByName(model)).get(`${namespace}/${name}`);
}

function secretsByName(model: MeshModel): Map<string, SecretData | 'hidden'> {
  const secrets = new Map<string, SecretData | 'hidden'>();
  for (const object of model.objects) {
    const kind = textOf(recordOf(object).kind) ?? '';
    const metadata = recordOf(recordOf(object).metadata);
    const namespace = textOf(metadata.namespace) || 'default';
    if (kind === 'Secret' && object.apiVersion === 'v1') {
      secrets.set(`${namespace}/${textOf(metadata.name) ?? ''}`, secretDataOf(object));
    } else if (Object.hasOwn(MAKERS, kind)) {
      secrets.set(`${namespace}/${textOf(MAKERS[kind](object)) ?? ''}`, 'hidden');
    }
  }
  return secrets;
}
