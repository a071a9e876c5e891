import { ResourceProps } from '../../core/resource';
import { legacyApiUrl } from '../connection/api-url';
import { DynatraceProxy } from '../connection/dynatrace-proxy';
import { renderResources, ResourceRequirements } from '../pods/container';
import { objectName } from '../shared/object-name';
import { TokenSecret } from '../tokens/token-secret';

/**
 * Properties that `OneAgent` and `OneAgentApm` have in common.
 *
 * @deprecated Dynatrace has not supported the OneAgent Operator since 1 April 2023. Use `DynaKubeProps`.
 */
export interface LegacyOneAgentProps extends ResourceProps {
  /**
   * URL of the environment's API, such as `https://abc12345.live.dynatrace.com/api`; on Dynatrace Managed `https://<domain>/e/<environment id>/api`.
   */
  readonly apiUrl: string;

  /**
   * The Secret with the tokens, in the same namespace. No property accepts the token itself.
   *
   * @default - the Secret with the name of the custom resource
   */
  readonly tokens?: TokenSecret;

  /**
   * Whether the certificate of the environment is not verified.
   *
   * @default false
   */
  readonly skipCertCheck?: boolean;

  /**
   * The HTTP proxy to the environment.
   *
   * @default - no proxy
   */
  readonly proxy?: DynatraceProxy;

  /**
   * Name of a ConfigMap with the certificates of further certificate authorities to trust, as PEM under the key `certs`. In the manifest:
   * `trustedCAs`.
   *
   * @default - no further authorities
   */
  readonly trustedCaConfigMapName?: string;

  /**
   * Name of the network zone.
   *
   * @default - the default zone of the environment
   */
  readonly networkZone?: string;

  /**
   * Whether the operator creates a ServiceEntry and a VirtualService for each endpoint.
   *
   * @default false
   */
  readonly enableIstio?: boolean;

  /**
   * Whether the image in the registry of the environment is used, which contains OneAgent, instead of an image that downloads it.
   *
   * @default false
   */
  readonly useImmutableImage?: boolean;

  /**
   * Version of OneAgent. Only with `useImmutableImage`.
   *
   * @default - the default version of the environment
   */
  readonly agentVersion?: string;

  /**
   * Image of OneAgent, or of the init container that installs it.
   *
   * @default - the operator's default
   */
  readonly image?: string;

  /**
   * Resources of the OneAgent container, or of the init container that installs it.
   *
   * @default - the operator's default
   */
  readonly resources?: ResourceRequirements;
}

/**
 * Renders the fields that both custom resources have in common.
 *
 * @param tokens name of the Secret with the tokens, if it is set
 * @throws if a value is not valid
 */
export function renderLegacyOneAgent(props: LegacyOneAgentProps, tokens: string | undefined) {
  return {
    apiUrl: legacyApiUrl(props.apiUrl),
    tokens,
    skipCertCheck: trueOrNothing(props.skipCertCheck),
    proxy: props.proxy?._proxySpec,
    trustedCAs: objectName('trustedCaConfigMapName', 'ConfigMap', props.trustedCaConfigMapName),
    networkZone: props.networkZone,
    enableIstio: trueOrNothing(props.enableIstio),
    useImmutableImage: trueOrNothing(props.useImmutableImage),
    agentVersion: props.agentVersion,
    image: props.image,
    resources: renderResources('resources', props.resources),
  };
}

/** The operator removes fields that are false when it writes the object. */
export function trueOrNothing(value: boolean | undefined): true | undefined {
  return value || undefined;
}
