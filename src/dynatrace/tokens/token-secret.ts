import { ApiObject, Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { externalSecretSpec, ExternalTokenSecretOptions } from './external-secret';
import { SecretReference, secretReferenceOf } from './secret-reference';
import { TokenSecretRequest } from './token-keys';
import * as l1 from '../../../imports/external-secrets.io';
import { quote, quoteAll } from '../../analysis/base/quote';
import { checkCall } from '../../core/signatures/check-call';
import { objectName } from '../shared/object-name';

type Bind = (consumer: Construct, request: TokenSecretRequest) => string;

/**
 * A reference to the Secret with the tokens of a custom resource. No manifest of the app contains a token.
 *
 * The Secret is in the namespace of the custom resource. Its keys:
 *
 * | custom resource | keys |
 * |---|---|
 * | DynaKube | `apiToken`, and `dataIngestToken` if the cluster ingests metrics, logs or traces; `paasToken` is deprecated |
 * | OneAgent | `apiToken`, `paasToken` |
 * | OneAgentAPM | `paasToken`, and with `useImmutableImage` also `apiToken` |
 * | EdgeConnect | `oauth-client-id`, `oauth-client-secret` |
 *
 * @exampleMetadata fixture=app
 * @example
 * new DynaKube(monitoring, 'DynaKube', {
 *   apiUrl: 'https://abc12345.live.dynatrace.com/api',
 *   mode: DynaKubeMode.applicationMonitoring(),
 *   tokens: TokenSecret.fromExternalSecret({ store: SecretStoreRef.clusterSecretStore('vault'), key: 'dynatrace' }),
 * });
 */
export class TokenSecret {
  /**
   * A Secret that is not part of the app: created by hand, by another tool, or from an encrypted file in Git.
   *
   * @throws if the name is not valid for a Secret. The message does not quote what looks like a token.
   */
  public static fromSecretName(name: string): TokenSecret {
    checkCall('TokenSecret.fromSecretName', [name]);
    const checked = objectName('name', 'Secret', name);
    return new TokenSecret(() => checked);
  }

  /**
   * A Secret of this app: a Secret, a SealedSecret (bitnami.com) or an ExternalSecret (external-secrets.io), of any library. If its keys are known, a missing
   * key is an error at synth.
   *
   * @throws if the construct is not one of these
   */
  public static fromSecret(secret: IConstruct): TokenSecret {
    checkCall('TokenSecret.fromSecret', [secret]);
    const reference = secretReferenceOf(secret);
    return new TokenSecret((consumer, request) => referTo(reference, consumer, request));
  }

  /**
   * A Secret that the External Secrets Operator creates from a vault. The ExternalSecret (`external-secrets.io/v1`) is part of the chart of the custom
   * resource, and in its namespace.
   *
   * @throws if a value is not valid. The message does not quote what looks like a token.
   */
  public static fromExternalSecret(options: ExternalTokenSecretOptions): TokenSecret {
    checkCall('TokenSecret.fromExternalSecret', [options]);
    return new TokenSecret((consumer, request) => writeExternalSecret(options, consumer, request));
  }

  private readonly bind: Bind;

  private constructor(bind: Bind) {
    this.bind = bind;
  }

  /**
   * Returns the name of the Secret for a custom resource, and creates the ExternalSecret, if any.
   *
   * @throws if the Secret is in another namespace than the custom resource, or lacks a key
   * @internal
   */
  public _bind(consumer: Construct, request: TokenSecretRequest): string {
    return this.bind(consumer, request);
  }
}

function referTo(reference: SecretReference, consumer: Construct, { prop, namespace, keys }: TokenSecretRequest): string {
  const name = objectName(prop, 'Secret', reference.name());
  const { construct, object } = reference;
  const other = object?.metadata.namespace;
  if (other !== undefined && other !== namespace) {
    throw new Error(`'${prop}' must be a Secret in the namespace "${namespace}", got "${construct.node.path}" in ${quote(other)}`);
  }
  // Only within one chart: the app decides about the order of charts.
  if (object && Chart.of(object) === Chart.of(consumer)) { consumer.node.addDependency(object); }
  consumer.node.addValidation({
    validate: () => {
      const known = reference.keys();
      const missing = known && keys.required.filter(key => !known.includes(key));
      return missing && missing.length > 0
        ? [`'${prop}' needs a Secret with ${quoteAll(keys.required)}, got "${construct.node.path}" without ${quoteAll(missing)}`]
        : [];
    },
  });
  return name;
}

function writeExternalSecret(options: ExternalTokenSecretOptions, consumer: Construct, request: TokenSecretRequest): string {
  const name = objectName('secretName', 'Secret', options.secretName ?? request.secretName);
  const spec = l1.toJson_ExternalSecretSpec(externalSecretSpec(options, name, request.keys));
  // It is created before the object of the custom resource, so that it comes first in the manifest.
  new ApiObject(consumer, 'TokenSecret', { ...l1.ExternalSecret.GVK, metadata: { name, namespace: request.namespace }, spec });
  return name;
}

