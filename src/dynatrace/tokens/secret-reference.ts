import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { groupKindOf } from '../../analysis/base/group-kind';
import { listOf, recordOf, textOf } from '../../analysis/base/json';
import { quote } from '../../analysis/base/quote';
import { apiObjectOf } from '../shared/api-object';

/** The Secret of a construct. */
export interface SecretReference {
  /** The construct that the user passed. */
  readonly construct: IConstruct;
  /** The object of the app that is, or creates, the Secret; undefined if the Secret is not part of the app. */
  readonly object?: ApiObject;
  /** Name of the Secret. */
  name(): string;
  /** The current keys of the Secret; undefined if they are not known. */
  keys(): string[] | undefined;
}

/** How to read the name and the keys of the Secret, by API group and kind of the object. */
const KINDS: { readonly [groupKind: string]: { name(object: unknown): string | undefined; keys(object: unknown): string[] | undefined } } = {
  'Secret': {
    name: () => undefined,
    keys: object => keysOf(recordOf(object).data, recordOf(object).stringData),
  },
  'bitnami.com/SealedSecret': {
    name: object => textOf(recordOf(recordOf(recordOf(specOf(object).template)).metadata).name),
    keys: object => keysOf(specOf(object).encryptedData),
  },
  'external-secrets.io/ExternalSecret': {
    name: object => textOf(recordOf(specOf(object).target).name),
    // With `dataFrom` or a template, the vault decides about further keys.
    keys: object => specOf(object).dataFrom === undefined && recordOf(specOf(object).target).template === undefined
      ? listOf(specOf(object).data).map(item => textOf(recordOf(item).secretKey) ?? '') : undefined,
  },
};

/**
 * The Secret of a construct.
 *
 * @throws if the construct has none
 */
export function secretReferenceOf(construct: IConstruct): SecretReference {
  const object = apiObjectOf(construct);
  if (object) {
    const groupKind = groupKindOf(object);
    if (!Object.hasOwn(KINDS, groupKind)) { throw new Error(noSecret(construct, `${object.apiVersion} ${object.kind}`)); }
    const kind = KINDS[groupKind];
    return { construct, object, name: () => kind.name(object.toJson()) ?? object.name, keys: () => kind.keys(object.toJson()) };
  }
  // A Secret of any version of cdk8s-plus that is not part of the app, recognized by its shape.
  const { resourceType, name } = construct as IConstruct & { readonly resourceType?: unknown; readonly name?: unknown };
  if (resourceType !== 'secrets' || typeof name !== 'string') { throw new Error(noSecret(construct, 'a construct of another kind')); }
  return { construct, name: () => name, keys: () => undefined };
}

function specOf(object: unknown): Readonly<Record<string, unknown>> {
  return recordOf(recordOf(object).spec);
}

/** A Secret without keys is filled in the cluster. */
function keysOf(...maps: unknown[]): string[] | undefined {
  const keys = maps.flatMap(map => Object.keys(recordOf(map)));
  return keys.length > 0 ? keys : undefined;
}

function noSecret(construct: IConstruct, got: string): string {
  return `"${construct.node.path}" must be a Secret, a SealedSecret or an ExternalSecret, got ${quote(got)}`;
}
