import { ActiveGateCapability } from './active-gate-options';
import { renderActiveGate } from './active-gate-spec';
import { MetadataEnrichment } from './dynakube-features';
import {
  renderExtensions, renderKspm, renderKubernetesMonitoring, renderLogMonitoring, renderOtlpExporterConfiguration, renderTelemetryIngest,
} from './dynakube-features-spec';
import { DynaKubeProps } from './dynakube-props';
import { DynaKubeSpecPassThrough } from './dynakube-spec-pass-through';
import { renderTemplates } from './dynakube-templates-spec';
import * as l1 from '../../../imports/dynatrace.com';
import { isRecord, JsonObject, recordOf } from '../../analysis/base/json';
import { quote } from '../../analysis/base/quote';
import { hasControlCharacter } from '../../analysis/syntax/control-characters';
import { renderLabels } from '../../core/labels';
import { listOrNothing, structOrNothing } from '../../core/non-empty';
import { dynaKubeApiUrl } from '../connection/api-url';
import { proxyUrl } from '../connection/dynatrace-proxy';
import { renderResources } from '../pods/container';
import { renderLabelSelector } from '../pods/label-selector';
import { mergeSpecs } from '../shared/merge-specs';
import { objectName } from '../shared/object-name';
import { wholeMinutes } from '../shared/whole-number';

const MODES = ['cloudNativeFullStack', 'applicationMonitoring', 'hostMonitoring', 'classicFullStack'];

/** Builds the spec of a DynaKube from its properties and the fields that are passed through. The properties are read once, in the constructor. */
export class DynaKubeSpecBuilder {
  private readonly typed: l1.DynaKubeSpec;
  /** Fields that the L1 does not have, because it is generated from an older schema. */
  private readonly newer: JsonObject;
  private readonly passedThrough: JsonObject;

  /**
   * @param tokens name of the Secret with the tokens, if it is set
   * @throws if a value is not valid
   */
  public constructor(props: DynaKubeProps, tokens: string | undefined) {
    this.typed = renderTyped(props, tokens);
    this.newer = props.kubernetesMonitoring ? { kubernetesMonitoring: renderKubernetesMonitoring(props.kubernetesMonitoring) } : {};
    const { spec } = props;
    if (spec?.proxy?.value !== undefined) { proxyUrl('spec.proxy.value', spec.proxy.value); }
    objectName('spec.tokens', 'Secret', spec?.tokens);
    this.passedThrough = renderPassedThrough(props.apiUrl, spec);
  }

  /**
   * Builds the spec of v1beta6 as it is in the manifest.
   *
   * @throws if the properties and the fields that are passed through contradict each other
   */
  public build(capabilities: readonly ActiveGateCapability[]): JsonObject {
    const activeGate = structOrNothing({ ...this.typed.activeGate, capabilities: listOrNothing(capabilities) });
    const typed = { ...recordOf(l1.toJson_DynaKubeSpec({ ...this.typed, activeGate })), ...this.newer };
    const spec = mergeSpecs(typed, this.passedThrough, 'spec');
    checkOneMode(recordOf(spec.oneAgent));
    return withoutFalse(spec);
  }
}

function renderPassedThrough(apiUrl: string, spec: DynaKubeSpecPassThrough | undefined): JsonObject {
  const known = recordOf(l1.toJson_DynaKubeSpec({ ...spec, apiUrl }));
  const volumes = spec?.activeGate?.volumes?.map(volume => l1.toJson_DynaKubeSpecExtensionsDatabasesVolumes(volume));
  const volumeMounts = spec?.activeGate?.volumeMounts?.map(mount => l1.toJson_DynaKubeSpecExtensionsDatabasesVolumeMounts(mount));
  const newer = { ...(volumes && { volumes }), ...(volumeMounts && { volumeMounts }) };
  return Object.keys(newer).length > 0 ? { ...known, activeGate: { ...recordOf(known.activeGate), ...newer } } : known;
}

function renderTyped(props: DynaKubeProps, tokens: string | undefined): l1.DynaKubeSpec {
  return {
    apiUrl: dynaKubeApiUrl(props.apiUrl),
    tokens,
    customPullSecret: objectName('customPullSecret', 'Secret', props.customPullSecret),
    skipCertCheck: props.skipCertCheck,
    enableIstio: props.enableIstio,
    networkZone: plainText('networkZone', props.networkZone),
    proxy: props.proxy?._proxySpec,
    trustedCAs: objectName('trustedCaConfigMapName', 'ConfigMap', props.trustedCaConfigMapName),
    oneAgent: structOrNothing({ ...props.mode?._spec, hostGroup: plainText('hostGroup', props.hostGroup) }),
    activeGate: props.activeGate && renderActiveGate(props.activeGate),
    metadataEnrichment: props.metadataEnrichment && renderMetadataEnrichment(props.metadataEnrichment),
    logMonitoring: props.logMonitoring && renderLogMonitoring(props.logMonitoring),
    kspm: props.kspm && renderKspm(props.kspm),
    telemetryIngest: props.telemetryIngest && renderTelemetryIngest(props.telemetryIngest),
    extensions: props.extensions && renderExtensions(props.extensions),
    otlpExporterConfiguration: props.otlpExporterConfiguration && renderOtlpExporterConfiguration(props.otlpExporterConfiguration),
    templates: props.templates && renderTemplates(props.templates),
    resourceAttributes: renderLabels('resourceAttributes', props.resourceAttributes),
    publicRegistryOverride: props.publicRegistryOverride,
    dynatraceApiRequestThreshold: wholeMinutes('dynatraceApiRequestThreshold', props.dynatraceApiRequestThreshold, 2 ** 16 - 1),
  };
}

function renderMetadataEnrichment(enrichment: MetadataEnrichment): l1.DynaKubeSpecMetadataEnrichment {
  return {
    enabled: enrichment.enabled ?? true,
    // Without a selector, all namespaces are selected too, but an empty one shows that this is intended.
    namespaceSelector: renderLabelSelector('metadataEnrichment.namespaceSelector', enrichment.namespaceSelector) ?? (enrichment.namespaceSelector && {}),
    initResources: renderResources('metadataEnrichment.initResources', enrichment.initResources),
  };
}

/** @throws if a text has control characters, which the operator's webhook rejects */
export function plainText(prop: string, text: string | undefined): string | undefined {
  if (text !== undefined && hasControlCharacter(text)) { throw new Error(`'${prop}' must not have control characters, got ${quote(text)}`); }
  return text;
}

function checkOneMode(oneAgent: JsonObject): void {
  const modes = MODES.filter(mode => isRecord(oneAgent[mode]));
  if (modes.length > 1) { throw new Error(`'spec.oneAgent' must not have another mode than 'mode', got ${quote(modes.join(' and '))}; a DynaKube has one mode`); }
}

/** The operator removes these fields if they are false; if they were written, GitOps tools would add them again and again. */
const FALSE_IS_DROPPED: readonly string[] = [
  'enableIstio', 'skipCertCheck', 'activeGate.useEphemeralVolume', 'templates.extensionExecutionController.useEphemeralVolume',
];

function withoutFalse(spec: JsonObject): JsonObject {
  return FALSE_IS_DROPPED.reduce((rest, path) => withoutFalseAt(rest, path.split('.')), spec);
}

/** A struct that becomes empty is removed too. */
function withoutFalseAt(object: JsonObject, [key, ...path]: readonly string[]): JsonObject {
  const { [key]: value, ...rest } = object;
  if (path.length === 0) { return value === false ? rest : object; }
  if (!isRecord(value)) { return object; }
  const member = withoutFalseAt(value, path);
  if (member === value) { return object; }
  return Object.keys(member).length > 0 ? { ...object, [key]: member } : rest;
}
