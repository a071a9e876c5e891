import { Duration } from 'cdk8s';
import { SecretStoreRef } from './secret-store-ref';

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
