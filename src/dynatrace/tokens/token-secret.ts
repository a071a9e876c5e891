import { ApiObject, Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { externalSecretSpec, ExternalTokenSecretOptions } from './external-secret';
import { SecretReference, secretReferenceOf } from './secret-reference';
import { TokenSecretRequest } from './token-keys';
import * as l1 from '../../../imports/external-secrets.io';
import { quote, quoteAll } from '../../analysis/base/quote';
import { objectName } from '../shared/object-name';

type Bind = (consumer: Construct, request: TokenSecretRequest) => string;

/**
 * The Secret with the tokens of a custom resource, by reference: no manifest of the app holds a token.
 *
 * It is in the custom resource's namespace. Its keys:
 *
 * | custom resource | keys |
 * |---|---|
 * | DynaKube | `apiToken`, and `dataIngestToken` where metrics, logs or traces are taken in the cluster; `paasToken` is deprecated |
 * | OneAgent | `apiToken`, `paasToken` |
 * | OneAgentAPM | `paasToken`, and `apiToken` with `useImmutableImage` |
 * | EdgeConnect | `oauth-client-id`, `oauth-client-secret` |
 */
export class TokenSecret {
  /**
   * A Secret that is made elsewhere: by hand, by another tool, or by a file that is encrypted in Git.
   *
   * @throws if no Secret can have the name. What looks like a token is not quoted.
   */
  public static fromSecretName(name: string): TokenSecret {
    const checked = objectName('name', 'Secret', name);
    return new TokenSecret(() => checked);
  }

  /**
   * A Secret that an object of this app is, or becomes: a Secret, a SealedSecret (bitnami.com) or an ExternalSecret (external-secrets.io), of
   * whatever library. Where its keys are known, it is an error at synth if one is missing.
   *
   * @throws if the construct stands for nothing of the kind
   */
  public static fromSecret(secret: IConstruct): TokenSecret {
    const reference = secretReferenceOf(secret);
    return new TokenSecret((consumer, request) => referTo(reference, consumer, request));
  }

  /**
   * A Secret that the External Secrets Operator makes of what is in a vault. The ExternalSecret (`external-secrets.io/v1`) is written together with
   * the custom resource, into its namespace.
   *
   * @throws if a value can't be right. What looks like a token is not quoted.
   */
  public static fromExternalSecret(options: ExternalTokenSecretOptions): TokenSecret {
    return new TokenSecret((consumer, request) => writeExternalSecret(options, consumer, request));
  }

  private readonly bind: Bind;

  private constructor(bind: Bind) {
    this.bind = bind;
  }

  /**
   * The name of the Secret for one custom resource; makes what it is made of.
   *
   * @throws if the Secret is not where, or has not what, the custom resource needs
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
    throw new Error(`'${prop}' takes a Secret of the namespace "${namespace}", got "${construct.node.path}" of ${quote(other)}`);
  }
  // Only within one chart: an order of charts is the app's own business.
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
  // Made before the custom resource's own object, it stands before it in the manifest too.
  new ApiObject(consumer, 'TokenSecret', { ...l1.ExternalSecret.GVK, metadata: { name, namespace: request.namespace }, spec });
  return name;
}

