import { Duration } from 'cdk8s';
import { TokenKeys } from './token-keys';
import * as l1 from '../../../imports/external-secrets.io';
import { quote, quoteAll } from '../../analysis/base/quote';
import { hasControlCharacter } from '../../analysis/syntax/control-characters';
import { checkObjectName } from '../../core/check-name';
import { looksLikeToken } from '../shared/object-name';
import { goDuration, wholeSeconds } from '../shared/whole-number';

const MAX_SECONDS = 2 ** 31 - 1;

/**
 * The ExternalSecret that makes a Secret with tokens.
 *
 * @throws if a value can't be right, or a key is missing
 */
export function externalSecretSpec(options: ExternalTokenSecretOptions, secretName: string, keys: TokenKeys): l1.ExternalSecretSpec {
  const refs = remoteRefsOf(options, keys);
  const unknown = [...refs.keys()].filter(key => !keys.known.includes(key));
  if (unknown.length > 0) {
    throw new Error(`'fromExternalSecret' takes the keys ${quoteAll(keys.known)} for this custom resource, got ${quoteAll(unknown)}`);
  }
  const missing = keys.required.filter(key => !refs.has(key));
  if (missing.length > 0) {
    throw new Error(`'fromExternalSecret' needs the keys ${quoteAll(keys.required)} for this custom resource, got none for ${quoteAll(missing)}`);
  }
  const seconds = wholeSeconds('refreshInterval', options.refreshInterval, MAX_SECONDS);
  return {
    refreshInterval: seconds === undefined ? undefined : goDuration(seconds),
    secretStoreRef: { kind: options.store.kind as l1.ExternalSecretSpecSecretStoreRefKind, name: options.store.name },
    target: { name: secretName },
    data: [...refs.keys()].sort().map(secretKey => ({ secretKey, remoteRef: refs.get(secretKey)! })),
  };
}

function remoteRefsOf({ key, properties, remoteRefs = {} }: ExternalTokenSecretOptions, keys: TokenKeys): Map<string, ExternalSecretRemoteRef> {
  if (key === undefined && properties !== undefined) {
    throw new Error(`'properties' are those of the entry 'key', which is missing, got ${quote(properties)}; pass 'key' or 'remoteRefs'`);
  }
  const own = Object.entries(remoteRefs);
  const usual = keys.usual.filter(name => !Object.hasOwn(remoteRefs, name)).map((name): [string, string] => [name, name]);
  const named = properties ? Object.entries(properties) : usual;
  const twice = named.map(([secretKey]) => secretKey).filter(secretKey => Object.hasOwn(remoteRefs, secretKey));
  if (twice.length > 0) { throw new Error(`'properties' and 'remoteRefs' must not have a key in common, got ${quoteAll(twice)}`); }
  const shared = key === undefined ? [] : named.map(([secretKey, property]): [string, ExternalSecretRemoteRef] => [secretKey, { key, property }]);
  return new Map([...shared, ...own].map(([secretKey, ref]) => [secretKey, checkRemoteRef(ref)]));
}

function checkRemoteRef({ key, property, version }: ExternalSecretRemoteRef): ExternalSecretRemoteRef {
  return { key: checkText('key', key), property: checkText('property', property), version: checkText('version', version) };
}

/** What a vault takes for a name is its own business, but nothing is not among it, and a value must not stand where its name should. */
function checkText(prop: string, text: string): string;
function checkText(prop: string, text: string | undefined): string | undefined;
function checkText(prop: string, text: string | undefined): string | undefined {
  if (text === undefined) { return undefined; }
  if (looksLikeToken(text)) {
    throw new Error(`'${prop}' says where a value is in the vault, got what looks like a Dynatrace token; put the token into the vault and pass its name there`);
  }
  if (text.trim() === '' || hasControlCharacter(text)) {
    throw new Error(`'${prop}' says where a value is in the vault, by a text without control characters, got ${quote(text)}`);
  }
  return text;
}

/**
 * The store of the External Secrets Operator that a Secret's values come from.
 *
 * @see https://external-secrets.io/latest/api/externalsecret/
 */
export class SecretStoreRef {
  /**
   * A SecretStore of the namespace that the Secret is in.
   *
   * @throws if no object can have the name
   */
  public static secretStore(name: string): SecretStoreRef {
    return new SecretStoreRef('SecretStore', name);
  }

  /**
   * A ClusterSecretStore, for all namespaces.
   *
   * @throws if no object can have the name
   */
  public static clusterSecretStore(name: string): SecretStoreRef {
    return new SecretStoreRef('ClusterSecretStore', name);
  }

  /** Kind of the store: `SecretStore` or `ClusterSecretStore`. */
  public readonly kind: string;

  /** Name of the store. */
  public readonly name: string;

  private constructor(kind: string, name: string) {
    checkObjectName(`'name' of a ${kind}`, name);
    this.kind = kind;
    this.name = name;
  }
}

/** Where one value is in the vault. */
export interface ExternalSecretRemoteRef {
  /** Name of the entry, as the vault knows it: a path, an id, or the name of a secret. */
  readonly key: string;

  /**
   * Property of the entry, where it holds several values.
   *
   * @default - the entry as a whole is the value
   */
  readonly property?: string;

  /**
   * Version of the entry.
   *
   * @default - the latest
   */
  readonly version?: string;
}

/**
 * Where the values of a Secret are in a vault, for `TokenSecret.fromExternalSecret()`. Either one entry holds all of them (`key`), or each has an
 * entry of its own (`remoteRefs`), or some have.
 */
export interface ExternalTokenSecretOptions {
  /** The store that knows how to get at the vault. */
  readonly store: SecretStoreRef;

  /**
   * Name of the entry that holds the values as its properties.
   *
   * @default - none: each value is in an entry of its own, see `remoteRefs`
   */
  readonly key?: string;

  /**
   * Properties of the entry `key`, by the keys of the Secret, such as `{ apiToken: 'operator-token' }`. The Secret gets these keys and no others.
   *
   * @default - properties with the names of the Secret's keys: `apiToken` and `dataIngestToken` for a DynaKube, `apiToken` and `paasToken` for a
   * OneAgent, `paasToken` for a OneAgentAPM, `oauth-client-id` and `oauth-client-secret` for an EdgeConnect
   */
  readonly properties?: { [secretKey: string]: string };

  /**
   * Values that have entries of their own, by the keys of the Secret.
   *
   * @default - none: all values are in the entry `key`
   */
  readonly remoteRefs?: { [secretKey: string]: ExternalSecretRemoteRef };

  /**
   * Name of the Secret, and of the ExternalSecret.
   *
   * @default - the name of the custom resource that takes it; for an EdgeConnect `-oauth` follows
   */
  readonly secretName?: string;

  /**
   * Time between two looks into the vault, in whole seconds; `Duration.seconds(0)` looks once.
   *
   * @default - one hour, which is the External Secrets Operator's own default
   */
  readonly refreshInterval?: Duration;
}
