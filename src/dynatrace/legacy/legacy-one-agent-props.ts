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
   * The Secret with the tokens, in the same namespace. No property takes a token itself.
   *
   * @default - a Secret that has the name of the custom resource
   */
  readonly tokens?: TokenSecret;

  /**
   * Whether certificates of the environment are not checked.
   *
   * @default false
   */
  readonly skipCertCheck?: boolean;

  /**
   * The HTTP proxy to the environment.
   *
   * @default - none
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
   * @default - the environment's default zone
   */
  readonly networkZone?: string;

  /**
   * Whether the operator itself makes a ServiceEntry and a VirtualService for each endpoint.
   *
   * @default false
   */
  readonly enableIstio?: boolean;

  /**
   * Whether the image of the environment's own registry is used, which has OneAgent inside, instead of one that downloads it.
   *
   * @default false
   */
  readonly useImmutableImage?: boolean;

  /**
   * Version of OneAgent, together with `useImmutableImage`.
   *
   * @default - the environment's
   */
  readonly agentVersion?: string;

  /**
   * Image of OneAgent, or of the init container that brings it.
   *
   * @default - the operator's default
   */
  readonly image?: string;

  /**
   * Resources of the container of OneAgent, or of the init container that brings it.
   *
   * @default - the operator's default
   */
  readonly resources?: ResourceRequirements;
}

/**
 * What both custom resources have, in the manifest's form.
 *
 * @param tokens name of the Secret with the tokens, if the properties say one
 * @throws if a value is not valid
 */
export function renderLegacyOneAgent(props: LegacyOneAgentProps, tokens: string | undefined) {
  return {
    apiUrl: legacyApiUrl(props.apiUrl),
    tokens,
    skipCertCheck: trueOrNothing(props.skipCertCheck),
    proxy: props.proxy?._spec,
    trustedCAs: objectName('trustedCaConfigMapName', 'ConfigMap', props.trustedCaConfigMapName),
    networkZone: props.networkZone,
    enableIstio: trueOrNothing(props.enableIstio),
    useImmutableImage: trueOrNothing(props.useImmutableImage),
    agentVersion: props.agentVersion,
    image: props.image,
    resources: renderResources('resources', props.resources),
  };
}

/** The operator drops what is false when it writes the object. */
export function trueOrNothing(value: boolean | undefined): true | undefined {
  return value || undefined;
}
