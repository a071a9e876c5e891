import { ActiveGateCapability } from './active-gate-capability';
import { renderActiveGate } from './active-gate-spec';
import { dynaKubeApiUrl } from './api-url';
import { renderResources } from './container-spec';
import { DynaKubeProps } from './dynakube-props';
import { renderLabelSelector } from './label-selector-spec';
import { renderLabels } from './labels-spec';
import { mergeSpecs } from './merge-specs';
import { MetadataEnrichment } from './metadata-enrichment';
import { listOrNothing, structOrNothing } from './non-empty';
import { objectName } from './object-name';
import { proxyUrl } from './proxy-url';
import { wholeMinutes } from './whole-number';
import * as l1 from '../../imports/dynatrace.com';
import { hasControlCharacter } from '../analysis/control-characters';
import { isRecord, JsonObject, recordOf } from '../analysis/json';
import { quote } from '../analysis/quote';

const MODES = ['cloudNativeFullStack', 'applicationMonitoring', 'hostMonitoring', 'classicFullStack'];

/** The spec of a DynaKube: what its properties say, and what is passed through. The properties are read once, when it is made. */
export class DynaKubeSpecBuilder {
  private readonly typed: l1.DynaKubeSpec;
  private readonly passedThrough: JsonObject;

  /** @throws if a value can't be right */
  public constructor(props: DynaKubeProps) {
    this.typed = renderTyped(props);
    const { spec } = props;
    if (spec?.proxy?.value !== undefined) { proxyUrl('spec.proxy.value', spec.proxy.value); }
    objectName('spec.tokens', 'Secret', spec?.tokens);
    this.passedThrough = recordOf(l1.toJson_DynaKubeSpec({ ...spec, apiUrl: props.apiUrl }));
  }

  /**
   * The spec in the manifest's form.
   *
   * @throws if properties and what is passed through contradict each other
   */
  public build(capabilities: readonly ActiveGateCapability[]): JsonObject {
    const activeGate = structOrNothing({ ...this.typed.activeGate, capabilities: listOrNothing(capabilities) });
    const typed = recordOf(l1.toJson_DynaKubeSpec({ ...this.typed, activeGate }));
    const spec = mergeSpecs(typed, this.passedThrough, 'spec');
    checkOneMode(recordOf(spec.oneAgent));
    return withoutFalse(spec);
  }
}

function renderTyped(props: DynaKubeProps): l1.DynaKubeSpec {
  return {
    apiUrl: dynaKubeApiUrl(props.apiUrl),
    tokens: objectName('tokens', 'Secret', props.tokens),
    customPullSecret: objectName('customPullSecret', 'Secret', props.customPullSecret),
    skipCertCheck: props.skipCertCheck,
    enableIstio: props.enableIstio,
    networkZone: plainText('networkZone', props.networkZone),
    proxy: props.proxy?._spec,
    trustedCAs: objectName('trustedCAs', 'ConfigMap', props.trustedCAs),
    oneAgent: structOrNothing({ ...props.mode?._spec, hostGroup: plainText('hostGroup', props.hostGroup) }),
    activeGate: props.activeGate && renderActiveGate(props.activeGate),
    metadataEnrichment: props.metadataEnrichment && renderMetadataEnrichment(props.metadataEnrichment),
    resourceAttributes: renderLabels('resourceAttributes', props.resourceAttributes),
    publicRegistryOverride: props.publicRegistryOverride,
    dynatraceApiRequestThreshold: wholeMinutes('dynatraceApiRequestThreshold', props.dynatraceApiRequestThreshold, 2 ** 16 - 1),
  };
}

function renderMetadataEnrichment(enrichment: MetadataEnrichment): l1.DynaKubeSpecMetadataEnrichment {
  return {
    enabled: enrichment.enabled ?? true,
    namespaceSelector: renderLabelSelector('metadataEnrichment.namespaceSelector', enrichment.namespaceSelector),
    initResources: renderResources('metadataEnrichment.initResources', enrichment.initResources),
  };
}

function plainText(prop: string, text: string | undefined): string | undefined {
  if (text !== undefined && hasControlCharacter(text)) { throw new Error(`'${prop}' takes a text without control characters, got ${quote(text)}`); }
  return text;
}

function checkOneMode(oneAgent: JsonObject): void {
  const modes = MODES.filter(mode => isRecord(oneAgent[mode]));
  if (modes.length > 1) { throw new Error(`'spec.oneAgent' must not have another mode than 'mode' says, got ${quote(modes.join(' and '))}; one DynaKube has one`); }
}

/** The operator drops these where they are false; if they were there, GitOps would put them back for ever. */
function withoutFalse({ enableIstio, skipCertCheck, activeGate, ...rest }: JsonObject): JsonObject {
  const { useEphemeralVolume, ...others } = recordOf(activeGate);
  return {
    ...rest,
    ...(enableIstio === true && { enableIstio }),
    ...(skipCertCheck === true && { skipCertCheck }),
    ...(useEphemeralVolume === true ? { activeGate } : Object.keys(others).length > 0 && { activeGate: others }),
  };
}
