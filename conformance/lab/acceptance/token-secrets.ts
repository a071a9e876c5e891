import { Duration } from 'cdk8s';
import * as fc from 'fast-check';
import { label, optional } from './kubernetes-values';
import { SecretStoreRef, TokenSecret } from '../../../src';

const store = fc.oneof(label.map(SecretStoreRef.secretStore), label.map(SecretStoreRef.clusterSecretStore));
const refreshInterval = fc.constantFrom(0, 45, 600, 7200).map(seconds => Duration.seconds(seconds));

/**
 * Where tokens are: a Secret that exists already, or a Secret that External Secrets makes from an entry in a vault.
 *
 * @param prefix of the names, so that no two custom resources have the same Secret
 */
export function tokenSecret(prefix: string): fc.Arbitrary<TokenSecret> {
  const name = label.map(rest => `${prefix}-${rest}`);
  return fc.oneof(
    name.map(TokenSecret.fromSecretName),
    fc.record({ store, key: label, refreshInterval: optional(refreshInterval), secretName: name }).map(TokenSecret.fromExternalSecret),
  );
}
