import { checkObjectName } from '../../core/check-name';

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
