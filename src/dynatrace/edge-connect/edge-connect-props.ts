import { ResourceProps } from '../../core/resource';
import { EnvVar, ResourceRequirements } from '../pods/container';
import { ImageRef } from '../pods/image-ref';
import { Toleration, TopologySpreadConstraint } from '../pods/scheduling';
import { OperatorVersion } from '../shared/operator-target';
import { TokenSecret } from '../tokens/token-secret';

/**
 * The OAuth client of an EdgeConnect.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/edge-connect
 */
export interface EdgeConnectOauth {
  /**
   * The Secret with the client, under the keys `oauth-client-id` and `oauth-client-secret`, in the namespace of the EdgeConnect. No property accepts the secret
   * of the client itself.
   */
  readonly clientSecret: TokenSecret;

  /**
   * URL of the single sign-on that issues the tokens of the client: an https URL with the host of Dynatrace's SSO.
   *
   * @default - the URL for `apiServer`: `https://sso.dynatrace.com/sso/oauth2/token` for `….apps.dynatrace.com`
   */
  readonly endpoint?: string;

  /**
   * URN of the resource that the client accesses.
   *
   * @default - the environment of `apiServer`: `urn:dtenvironment:abc12345` for `abc12345.apps.dynatrace.com`
   */
  readonly resource?: string;

  /**
   * Whether the client can create EdgeConnects. The operator then creates a client for the EdgeConnect, and the EdgeConnect in the environment, with its
   * `hostPatterns`.
   *
   * @default false
   */
  readonly provisioner?: boolean;
}

/** The HTTP proxy through which an EdgeConnect connects to the environment. */
export interface EdgeConnectProxy {
  /** DNS name or IP address of the proxy, without scheme and port. */
  readonly host: string;

  /**
   * Port of the proxy, 1 to 65535.
   *
   * @default - the default of EdgeConnect
   */
  readonly port?: number;

  /**
   * Hosts that are reached without the proxy.
   *
   * @default - no hosts
   */
  readonly noProxy?: string[];

  /**
   * Name of a Secret with the credentials for the proxy, under the keys `user` and `password`.
   *
   * @default - the proxy needs no credentials
   */
  readonly authRef?: string;
}

/** Properties of `EdgeConnect`. */
export interface EdgeConnectProps extends ResourceProps {
  /** Host of the platform of the environment, without scheme, port and path: `abc12345.apps.dynatrace.com`. */
  readonly apiServer: string;

  /** The OAuth client of the EdgeConnect. */
  readonly oauth: EdgeConnectOauth;

  /**
   * Hosts that the environment reaches through the EdgeConnect: DNS names, wildcards such as `*.example.com`, or IP addresses. With `oauth.provisioner`, the
   * operator sets them in the environment; otherwise you set them there. `EdgeConnect.addHostPattern()` adds more.
   *
   * @default - no hosts
   */
  readonly hostPatterns?: string[];

  /**
   * Hosts that the EdgeConnect is allowed to call, whatever the environment requests.
   *
   * @default - all hosts
   */
  readonly hostRestrictions?: string[];

  /**
   * Whether workflows of the environment can call the Kubernetes API through the EdgeConnect. Needs `oauth.provisioner`.
   *
   * @default false
   */
  readonly kubernetesAutomation?: boolean;

  /**
   * Image of EdgeConnect.
   *
   * @default - `docker.io/dynatrace/edgeconnect:latest`
   */
  readonly imageRef?: ImageRef;

  /**
   * Name of a Secret of the type `kubernetes.io/dockerconfigjson` for pulling the image.
   *
   * @default - no Secret: the image is public
   */
  readonly customPullSecret?: string;

  /**
   * Whether the operator replaces the pods if a newer image has the same tag.
   *
   * @default true
   */
  readonly autoUpdate?: boolean;

  /**
   * Number of pods, 0 to 2147483647.
   *
   * @default 1
   */
  readonly replicas?: number;

  /**
   * Resources of the container.
   *
   * @default - the operator's default
   */
  readonly resources?: ResourceRequirements;

  /**
   * Environment variables of the pods, in this order.
   *
   * @default - no additional variables
   */
  readonly env?: EnvVar[];

  /**
   * Labels of the pods, such as `sidecar.istio.io/inject`.
   *
   * @default - the operator's default
   */
  readonly labels?: { [key: string]: string };

  /**
   * Annotations of the pods.
   *
   * @default - the operator's default
   */
  readonly annotations?: { [key: string]: string };

  /**
   * Labels of the nodes that the pods can run on.
   *
   * @default - all nodes
   */
  readonly nodeSelector?: { [key: string]: string };

  /**
   * Taints of nodes that the pods tolerate.
   *
   * @default - no taints
   */
  readonly tolerations?: Toleration[];

  /**
   * How evenly the pods are spread over the cluster.
   *
   * @default - the default of Kubernetes
   */
  readonly topologySpreadConstraints?: TopologySpreadConstraint[];

  /**
   * Name of the ServiceAccount of the pods.
   *
   * @default 'dynatrace-edgeconnect'
   */
  readonly serviceAccountName?: string;

  /**
   * Name of a ConfigMap with the certificates of further certificate authorities to trust, as PEM under the key `certs`.
   *
   * @default - no further authorities
   */
  readonly caCertsRef?: string;

  /**
   * The HTTP proxy to the environment.
   *
   * @default - no proxy
   */
  readonly proxy?: EdgeConnectProxy;

  /**
   * Minor version of the operator in the cluster. A field that it does not support is an error, and the rules for this version apply.
   *
   * @default OperatorVersion.V1_10
   */
  readonly operatorVersion?: OperatorVersion;
}
