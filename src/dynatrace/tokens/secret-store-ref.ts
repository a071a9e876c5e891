import { quote } from '../../analysis/base/quote';
import { isKubernetesName } from '../../analysis/syntax/hosts';

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
    if (!isKubernetesName(name)) {
      throw new Error(`'name' of a ${kind} takes lower-case letters, digits, '-' and '.', 253 characters at most, got ${quote(name)}`);
    }
    this.kind = kind;
    this.name = name;
  }
}
