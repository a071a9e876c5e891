import { LegacyOneAgentProps } from './legacy-one-agent-props';
import { legacyApiUrl } from '../connection/api-url';
import { renderResources } from '../pods/container-spec';
import { objectName } from '../shared/object-name';

/**
 * What both custom resources have, in the manifest's form.
 *
 * @param tokens name of the Secret with the tokens, if the properties say one
 * @throws if a value can't be right
 */
export function renderLegacyOneAgent(props: LegacyOneAgentProps, tokens: string | undefined) {
  return {
    apiUrl: legacyApiUrl(props.apiUrl),
    tokens,
    skipCertCheck: trueOrNothing(props.skipCertCheck),
    proxy: props.proxy?._spec,
    trustedCAs: objectName('trustedCAs', 'ConfigMap', props.trustedCAs),
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
