import { ResourceProps } from '../../core/resource';
import { EnvVar, ResourceRequirements } from '../pods/container';
import { ImageRef } from '../pods/image-ref';
import { Toleration, TopologySpreadConstraint } from '../pods/scheduling';
import { OperatorVersion } from '../shared/operator-target';
import { TokenSecret } from '../tokens/token-secret';

/**
 * The OAuth client that an EdgeConnect logs in with.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/edge-connect
 */
export interface EdgeConnectOauth {
  /**
   * The Secret with the client, keys `oauth-client-id` and `oauth-client-secret`, in the namespace of the EdgeConnect. No property takes the client's
   * secret itself.
   */
  readonly clientSecret: TokenSecret;

  /**
   * URL of the single sign-on that gives out the client's tokens: https, the host of Dynatrace's SSO, and a path.
   *
   * @default - what belongs to `apiServer`: `https://sso.dynatrace.com/sso/oauth2/token` for `….apps.dynatrace.com`
   */
  readonly endpoint?: string;

  /**
   * URN of what the client is for.
   *
   * @default - the environment that `apiServer` names: `urn:dtenvironment:abc12345` for `abc12345.apps.dynatrace.com`
   */
  readonly resource?: string;

  /**
   * Whether the client is one that makes EdgeConnects: the operator then makes the EdgeConnect's own client, and creates the EdgeConnect in
   * the environment with its `hostPatterns`.
   *
   * @default false
   */
  readonly provisioner?: boolean;
}

/** The HTTP proxy by which an EdgeConnect reaches the environment. */
export interface EdgeConnectProxy {
  /** DNS name or IP address of the proxy, without scheme and port. */
  readonly host: string;

  /**
   * Port of the proxy, 1 to 65535.
   *
   * @default - the one that EdgeConnect assumes
   */
  readonly port?: number;

  /**
   * Hosts that are reached without the proxy.
   *
   * @default - none
   */
  readonly noProxy?: string[];

  /**
   * Name of a Secret with user and password for the proxy, keys `user` and `password`.
   *
   * @default - the proxy asks for none
   */
  readonly authRef?: string;
}

/** Properties of `EdgeConnect`. */
export interface EdgeConnectProps extends ResourceProps {
  /** Host of the environment's platform, without scheme, port and path: `abc12345.apps.dynatrace.com`. */
  readonly apiServer: string;

  /** The OAuth client that the EdgeConnect logs in with. */
  readonly oauth: EdgeConnectOauth;

  /**
   * Hosts that the environment reaches through the EdgeConnect: DNS names, those that begin with `*.` for all below a domain. With
   * `oauth.provisioner` the operator tells the environment; else they are set there by hand. `EdgeConnect.addHostPattern()` adds to them.
   *
   * @default - none
   */
  readonly hostPatterns?: string[];

  /**
   * Hosts that the EdgeConnect calls at most, whatever the environment asks for.
   *
   * @default - all hosts
   */
  readonly hostRestrictions?: string[];

  /**
   * Whether the environment's workflows may call the Kubernetes API through the EdgeConnect. Needs `oauth.provisioner`.
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
   * Name of a Secret of the type `kubernetes.io/dockerconfigjson` with which the image is pulled.
   *
   * @default - the image is pulled without
   */
  readonly customPullSecret?: string;

  /**
   * Whether the operator replaces the pods when there is a newer image with the same tag.
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
   * @default - as Kubernetes does by itself
   */
  readonly topologySpreadConstraints?: TopologySpreadConstraint[];

  /**
   * Name of the ServiceAccount of the pods.
   *
   * @default 'dynatrace-edgeconnect'
   */
  readonly serviceAccountName?: string;

  /**
   * Name of a ConfigMap with certificates of further authorities, under the key `certs`.
   *
   * @default - none
   */
  readonly caCertsRef?: string;

  /**
   * The HTTP proxy to the environment.
   *
   * @default - none
   */
  readonly proxy?: EdgeConnectProxy;

  /**
   * Minor version of the operator in the cluster. What it does not know yet is an error, and rules judge by it.
   *
   * @default OperatorVersion.V1_10
   */
  readonly operatorVersion?: OperatorVersion;
}
