import { Duration } from 'cdk8s';
import { TokenKeys } from './token-keys';
import * as l1 from '../../../imports/external-secrets.io';
import { quote, quoteAll } from '../../analysis/base/quote';
import { hasControlCharacter } from '../../analysis/syntax/control-characters';
import { checkObjectName } from '../../core/check-name';
import { checkCall } from '../../core/signatures/check-call';
import { looksLikeToken } from '../shared/object-name';
import { goDuration, wholeSeconds } from '../shared/whole-number';

const MAX_SECONDS = 2 ** 31 - 1;

/**
 * Renders the spec of the ExternalSecret that creates a Secret with tokens.
 *
 * @throws if a value is not valid, or a key is missing
 */
export function externalSecretSpec(options: ExternalTokenSecretOptions, secretName: string, keys: TokenKeys): l1.ExternalSecretSpec {
  const refs = remoteRefsOf(options, keys);
  const unknown = [...refs.keys()].filter(key => !keys.known.includes(key));
  if (unknown.length > 0) {
    throw new Error(`'fromExternalSecret' accepts the keys ${quoteAll(keys.known)} for this custom resource, got ${quoteAll(unknown)}`);
  }
  const missing = keys.required.filter(key => !refs.has(key));
  if (missing.length > 0) {
    throw new Error(`'fromExternalSecret' needs the keys ${quoteAll(keys.required)} for this custom resource, got none for ${quoteAll(missing)}`);
  }
  const seconds = wholeSeconds('refreshInterval', options.refreshInterval, MAX_SECONDS);
  return {
    refreshInterval: seconds === undefined ? undefined : goDuration(seconds),
    secretStoreRef: options.store._toSpec(),
    target: { name: secretName },
    data: [...refs.keys()].sort().map(secretKey => ({ secretKey, remoteRef: refs.get(secretKey)! })),
  };
}

function remoteRefsOf({ key, properties, remoteRefs = {} }: ExternalTokenSecretOptions, keys: TokenKeys): Map<string, ExternalSecretRemoteRef> {
  if (key === undefined && properties !== undefined) {
    throw new Error(`'properties' needs 'key', the entry that has them, got ${quote(properties)} without it; pass 'key', or 'remoteRefs' instead`);
  }
  const own = Object.entries(remoteRefs);
  const usual = keys.usual.filter(name => !Object.hasOwn(remoteRefs, name)).map((name): [string, string] => [name, name]);
  const named = properties ? Object.entries(properties) : usual;
  const twice = named.map(([secretKey]) => secretKey).filter(secretKey => Object.hasOwn(remoteRefs, secretKey));
  if (twice.length > 0) { throw new Error(`'properties' and 'remoteRefs' must not have the same key, got ${quoteAll(twice)}; remove one of them`); }
  const shared = key === undefined ? [] : named.map(([secretKey, property]): [string, ExternalSecretRemoteRef] => [secretKey, { key, property }]);
  return new Map([...shared, ...own].map(([secretKey, ref]) => [secretKey, checkRemoteRef(ref)]));
}

function checkRemoteRef({ key, property, version }: ExternalSecretRemoteRef): ExternalSecretRemoteRef {
  return { key: checkText('key', key), property: checkText('property', property), version: checkText('version', version) };
}

/** Each vault has its own rules for names. Here, a name must not be empty, and must not be the value itself. */
function checkText(prop: string, text: string): string;
function checkText(prop: string, text: string | undefined): string | undefined;
function checkText(prop: string, text: string | undefined): string | undefined {
  if (text === undefined) { return undefined; }
  if (looksLikeToken(text)) {
    throw new Error(`'${prop}' must be a name in the vault, got what looks like a Dynatrace token; put the token into the vault and pass its name`);
  }
  if (text.trim() === '' || hasControlCharacter(text)) {
    throw new Error(`'${prop}' must be a name in the vault, without control characters, got ${quote(text)}`);
  }
  return text;
}

/**
 * The store of the External Secrets Operator that the values of a Secret are read from.
 *
 * @see https://external-secrets.io/latest/api/externalsecret/
 */
export class SecretStoreRef {
  /**
   * A SecretStore in the namespace of the Secret.
   *
   * @throws if the name is not valid for an object
   */
  public static secretStore(name: string): SecretStoreRef {
    checkCall('SecretStoreRef.secretStore', [name]);
    return new SecretStoreRef('SecretStore', name);
  }

  /**
   * A ClusterSecretStore, for all namespaces.
   *
   * @throws if the name is not valid for an object
   */
  public static clusterSecretStore(name: string): SecretStoreRef {
    checkCall('SecretStoreRef.clusterSecretStore', [name]);
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

  /**
   * The reference as it is in the manifest.
   *
   * @internal
   */
  public _toSpec(): l1.ExternalSecretSpecSecretStoreRef {
    return { kind: this.kind as l1.ExternalSecretSpecSecretStoreRefKind, name: this.name };
  }
}

/** The location of a value in the vault. */
export interface ExternalSecretRemoteRef {
  /** Name of the entry in the vault: a path, an id, or the name of a secret. */
  readonly key: string;

  /**
   * Property of the entry, if it has several values.
   *
   * @default - the whole entry is the value
   */
  readonly property?: string;

  /**
   * Version of the entry.
   *
   * @default - the latest version
   */
  readonly version?: string;
}

/**
 * The location of a Secret's values in a vault, for `TokenSecret.fromExternalSecret()`: one entry with several values (`key`), an entry for each value
 * (`remoteRefs`), or both.
 */
export interface ExternalTokenSecretOptions {
  /** The store with the connection to the vault. */
  readonly store: SecretStoreRef;

  /**
   * Name of the entry that has the values as its properties.
   *
   * @default - each value has its own entry in `remoteRefs`
   */
  readonly key?: string;

  /**
   * Properties of the entry `key`, by the key of the Secret, such as `{ apiToken: 'operator-token' }`. The Secret gets these keys only.
   *
   * @default - properties with the same names as the keys of the Secret: `apiToken` and `dataIngestToken` for a DynaKube, `apiToken` and `paasToken` for a
   * OneAgent, `paasToken` for a OneAgentAPM, `oauth-client-id` and `oauth-client-secret` for an EdgeConnect
   */
  readonly properties?: { [secretKey: string]: string };

  /**
   * Values that have their own entries, by the key of the Secret.
   *
   * @default - all values are in the entry `key`
   */
  readonly remoteRefs?: { [secretKey: string]: ExternalSecretRemoteRef };

  /**
   * Name of the Secret and of the ExternalSecret.
   *
   * @default - the name of the custom resource; for an EdgeConnect, its name with the suffix `-oauth`
   */
  readonly secretName?: string;

  /**
   * Time between two reads of the vault, in whole seconds; `Duration.seconds(0)` reads it once.
   *
   * @default - one hour, the default of the External Secrets Operator
   */
  readonly refreshInterval?: Duration;
}
