import { ResourceRequirements } from '../pods/container';
import { ImagePullPolicy } from '../pods/image-ref';
import { OperatorPlatform } from '../shared/operator-target';

/**
 * Properties of `OneAgentOperator`.
 *
 * @deprecated Dynatrace has not supported the OneAgent Operator since 1 April 2023. Use `DynatraceOperatorProps`.
 */
export interface OneAgentOperatorProps {
  /**
   * Namespace of the operator, the only namespace in which it finds OneAgents and OneAgentAPMs.
   *
   * @default - the namespace of the chart
   */
  readonly namespace?: string;

  /**
   * Platform of the cluster. OpenShift needs SecurityContextConstraints and other images.
   *
   * @default OperatorPlatform.KUBERNETES
   */
  readonly platform?: OperatorPlatform;

  /**
   * Image of the operator and its webhook, with a tag or digest.
   *
   * @default - `docker.io/dynatrace/dynatrace-oneagent-operator:v0.10.2`; on OpenShift, the same image in `registry.connect.redhat.com`
   */
  readonly image?: string;

  /**
   * When the nodes pull the image.
   *
   * @default ImagePullPolicy.ALWAYS
   */
  readonly imagePullPolicy?: ImagePullPolicy;

  /**
   * Names of the Secrets for pulling the images of the operator, its webhook and OneAgent, in the namespace of the operator.
   *
   * @default - no Secrets; on OpenShift, `redhat-connect` and `redhat-connect-sso`
   */
  readonly imagePullSecrets?: string[];

  /**
   * Image of OneAgent, for OneAgents without an `image`.
   *
   * @default - the operator's default, `docker.io/dynatrace/oneagent:latest`; on OpenShift, `registry.connect.redhat.com/dynatrace/oneagent`
   */
  readonly oneAgentImage?: string;

  /**
   * Resources of the operator's container.
   *
   * @default - requests of 10m CPU and 64Mi memory, limits of 100m CPU and 256Mi memory
   */
  readonly operatorResources?: ResourceRequirements;

  /**
   * Resources of each of the two containers of the webhook.
   *
   * @default - requests of 10m CPU and 64Mi memory, limits of 100m CPU and 256Mi memory
   */
  readonly webhookResources?: ResourceRequirements;

  /**
   * Certificate of the authority that signed the certificate of the webhook, as PEM in base64: the value of `ca.crt` in the Secret
   * `dynatrace-oneagent-webhook-certs`.
   *
   * Up to Kubernetes 1.21, the operator sets it automatically. It uses a version of the API that Kubernetes 1.22 has removed.
   *
   * @default - no certificate: since Kubernetes 1.22, the API server can't call the webhook, and pods start without code modules
   */
  readonly webhookCaBundle?: string;

  /**
   * Whether the CRDs of OneAgent and OneAgentAPM are installed too. If false, the cluster must already have them.
   *
   * @default true
   */
  readonly installCRD?: boolean;
}
