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
   * Namespace that the operator runs in, and the only one that it looks for OneAgents and OneAgentAPMs in.
   *
   * @default - the namespace of the chart
   */
  readonly namespace?: string;

  /**
   * What kind of cluster it is: OpenShift needs SecurityContextConstraints, and has images of its own.
   *
   * @default OperatorPlatform.KUBERNETES
   */
  readonly platform?: OperatorPlatform;

  /**
   * Image of the operator and its webhook, with a tag or digest.
   *
   * @default - `docker.io/dynatrace/dynatrace-oneagent-operator:v0.10.2`, on OpenShift the same of `registry.connect.redhat.com`
   */
  readonly image?: string;

  /**
   * When nodes pull the image.
   *
   * @default ImagePullPolicy.ALWAYS
   */
  readonly imagePullPolicy?: ImagePullPolicy;

  /**
   * Names of the Secrets with which the images of the operator, of its webhook and of OneAgent are pulled, in the namespace of the operator.
   *
   * @default - none, on OpenShift `redhat-connect` and `redhat-connect-sso`
   */
  readonly imagePullSecrets?: string[];

  /**
   * Image of OneAgent, for OneAgents that name none.
   *
   * @default - the operator's own, `docker.io/dynatrace/oneagent:latest`; on OpenShift `registry.connect.redhat.com/dynatrace/oneagent`
   */
  readonly oneAgentImage?: string;

  /**
   * What the operator's container asks for, and may use at most.
   *
   * @default - asks for 10m of CPU and 64Mi of memory, and may use 100m and 256Mi
   */
  readonly operatorResources?: ResourceRequirements;

  /**
   * What each of the webhook's two containers asks for, and may use at most.
   *
   * @default - asks for 10m of CPU and 64Mi of memory, and may use 100m and 256Mi
   */
  readonly webhookResources?: ResourceRequirements;

  /**
   * Certificate of the authority that the webhook's own is signed by: PEM, in base64, as `ca.crt` in the Secret `dynatrace-oneagent-webhook-certs`.
   *
   * The operator fills it in by itself up to Kubernetes 1.21 only: it knows no other version of the API than one that 1.22 has removed.
   *
   * @default - none: since Kubernetes 1.22 the webhook can't be asked, and pods start without code modules
   */
  readonly webhookCaBundle?: string;

  /**
   * Whether the CRDs of OneAgent and OneAgentAPM are installed too. If not, they must be there before.
   *
   * @default true
   */
  readonly installCRD?: boolean;
}
