import { groupKindOf, versionOf } from '../base/group-kind';
import { isRecord, recordOf, textOf } from '../base/json';
import type { KubernetesObject } from '../base/kubernetes-object';
import { LabelSelectorSpec } from '../base/label-selector';
import { Labels, labelsOf } from '../base/labels';
import { DEFAULT_OPERATOR_VERSION, isOperatorAtLeast, OperatorVersion } from '../settings/operator-version';

/** API group and kind of a DynaKube. */
export const DYNAKUBE_KIND = 'dynatrace.com/DynaKube';

/** Settings of the pods that OneAgent runs in or is injected into: the fields of all modes together. */
export interface OneAgentModeSpec {
  readonly version?: string;
  readonly image?: string;
  readonly codeModulesImage?: string;
  readonly args?: readonly string[];
  readonly env?: readonly EnvVarSpec[];
  readonly labels?: Labels;
  readonly nodeSelector?: Labels;
  readonly namespaceSelector?: LabelSelectorSpec;
  readonly rollingUpdate?: object;
  readonly additionalResourceAttributes?: Labels;
}

/** Environment variable of a container. */
export interface EnvVarSpec {
  readonly name: string;
  readonly value?: string;
}

/** Image of a component. */
export interface ImageRefSpec {
  readonly repository?: string;
  readonly tag?: string;
  readonly digest?: string;
  readonly pullPolicy?: string;
}

/** A database that an extension monitors. */
export interface DatabaseSpec {
  readonly id: string;
  readonly volumes?: readonly { readonly name: string; readonly hostPath?: object }[];
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[];
}

/** Names of the OneAgent modes. */
export type OneAgentMode = 'applicationMonitoring' | 'cloudNativeFullStack' | 'hostMonitoring' | 'classicFullStack';

/** The fields of a DynaKube's spec that rules read, in API version v1beta6. The schema was checked before. */
export interface DynaKubeSpec {
  readonly apiUrl?: string;
  readonly tokens?: string;
  readonly enableIstio?: boolean;
  readonly networkZone?: string;
  readonly trustedCAs?: string;
  readonly proxy?: { readonly value?: string | null; readonly valueFrom?: string | null };
  readonly dynatraceApiRequestThreshold?: number;
  readonly publicRegistryOverride?: string;
  readonly resourceAttributes?: Labels;
  readonly metadataEnrichment?: { readonly enabled?: boolean; readonly namespaceSelector?: LabelSelectorSpec };
  readonly oneAgent?: { readonly [mode in OneAgentMode]?: OneAgentModeSpec | null } & { readonly hostGroup?: string };
  readonly activeGate?: {
    readonly capabilities?: readonly string[];
    readonly image?: string;
    readonly replicas?: number;
    readonly labels?: Labels;
    readonly resources?: { readonly limits?: { readonly [resource: string]: unknown } };
    readonly useEphemeralVolume?: boolean;
    readonly volumeClaimTemplate?: object;
  };
  readonly extensions?: { readonly prometheus?: object; readonly databases?: readonly DatabaseSpec[] };
  readonly kubernetesMonitoring?: { readonly registration?: object };
  readonly kspm?: { readonly mappedHostPaths?: readonly string[] };
  readonly logMonitoring?: object;
  readonly telemetryIngest?: { readonly protocols?: readonly string[]; readonly serviceName?: string; readonly tlsRefName?: string };
  readonly otlpExporterConfiguration?: {
    readonly signals?: { readonly metrics?: object; readonly traces?: object; readonly logs?: object };
    readonly namespaceSelector?: LabelSelectorSpec;
    readonly additionalResourceAttributes?: Labels;
  };
  readonly templates?: {
    readonly extensionExecutionController?: {
      readonly imageRef?: ImageRefSpec;
      readonly useEphemeralVolume?: boolean;
      readonly persistentVolumeClaim?: object;
    };
    readonly sqlExtensionExecutor?: { readonly imageRef?: ImageRefSpec };
    readonly kspmNodeConfigurationCollector?: { readonly imageRef?: ImageRefSpec };
    readonly logMonitoring?: {
      readonly imageRef?: ImageRefSpec;
      readonly args?: readonly string[];
      readonly nodeSelector?: Labels;
      readonly rollingUpdate?: object;
    };
    readonly otelCollector?: { readonly imageRef?: ImageRefSpec };
  };
}

/** A DynaKube as the operator and its webhook see it: in API version v1beta6, whatever version it is written in. */
export interface ConvertedDynaKube {
  readonly name: string;
  readonly namespace: string;
  readonly annotations: Labels;
  readonly spec: DynaKubeSpec;
}

/** Annotation in which the operator keeps `autoUpdate` of a DynaKube of an older version. */
export const AUTO_UPDATE_ANNOTATION = 'conversion.internal.dynatrace.com/auto-update';

/** Image of the collector that the conversion sets if none is given. */
const DEFAULT_COLLECTOR: ImageRefSpec = { repository: 'public.ecr.aws/dynatrace/dynatrace-otel-collector', tag: 'latest' };

/** The conversion keeps the first of these modes. */
const CONVERTED_MODES: readonly OneAgentMode[] = ['classicFullStack', 'cloudNativeFullStack', 'applicationMonitoring', 'hostMonitoring'];

/** Fields that the conversion from v1beta5 loses. */
const LOST_IN_ACTIVE_GATE = ['useEphemeralVolume', 'terminationGracePeriodSeconds'];
const LOST_IN_MODE = ['storageHostPath', 'autoUpdate'];

const MODES = new Set<string>(CONVERTED_MODES);

/**
 * The DynaKube of an object; undefined if the object is not a DynaKube, or if this library doesn't know the conversion of its version.
 *
 * @param operator version of the operator that converts it
 */
export function dynaKubeOf(object: KubernetesObject, operator: OperatorVersion = DEFAULT_OPERATOR_VERSION): ConvertedDynaKube | undefined {
  if (groupKindOf(object) !== DYNAKUBE_KIND) { return undefined; }
  const metadata = recordOf(object.metadata);
  const dynakube = {
    name: textOf(metadata.name) ?? '',
    namespace: textOf(metadata.namespace) || 'default',
    annotations: labelsOf(metadata.annotations),
    spec: recordOf(object.spec) as DynaKubeSpec,
  };
  switch (versionOf(object)) {
    case 'v1beta6': return dynakube;
    case 'v1beta5': return convert(dynakube, operator);
    default: return undefined;
  }
}

/** The modes of a `oneAgent` section, which need not be well-formed. */
export function modesOf(oneAgent: unknown): OneAgentMode[] {
  return CONVERTED_MODES.filter(mode => isRecord(recordOf(oneAgent)[mode]));
}

/** The result of the operator's conversion of a DynaKube from v1beta5. The conversion loses fields. */
function convert({ annotations, spec, ...rest }: ConvertedDynaKube, operator: OperatorVersion): ConvertedDynaKube {
  const { oneAgent = {}, activeGate, kspm, extensions, templates } = spec;
  const [mode] = modesOf(oneAgent);
  const collector = templates?.otelCollector;
  const { repository, tag, digest } = collector?.imageRef ?? {};
  const needsCollector = (extensions !== undefined || spec.telemetryIngest !== undefined) && !(repository && (tag || digest));
  return {
    ...rest,
    annotations: mode === undefined || mode === 'applicationMonitoring' ? annotations : withAutoUpdate(annotations, recordOf(oneAgent[mode]).autoUpdate),
    spec: {
      ...spec,
      oneAgent: {
        ...without(oneAgent, MODES),
        ...mode === undefined ? {} : { [mode]: without(recordOf(oneAgent[mode]), new Set(LOST_IN_MODE)) },
      },
      ...activeGate === undefined ? {} : { activeGate: without(activeGate, new Set(LOST_IN_ACTIVE_GATE)) },
      ...kspm === undefined ? {} : { kspm: keepsHostPaths(operator) ? kspm : { mappedHostPaths: ['/'] } },
      ...extensions === undefined ? {} : { extensions: { prometheus: {} } },
      ...needsCollector
        ? { templates: { ...templates, otelCollector: { ...collector, imageRef: { ...collector?.imageRef, ...DEFAULT_COLLECTOR } } } }
        : {},
    },
  };
}

/** Whether the conversion keeps the host paths of KSPM. Older operators replace them. */
function keepsHostPaths(operator: OperatorVersion): boolean {
  return isOperatorAtLeast(operator, '1.11');
}

function withAutoUpdate(annotations: Labels, autoUpdate: unknown): Labels {
  const others = without(annotations, new Set([AUTO_UPDATE_ANNOTATION])) as Labels;
  return typeof autoUpdate === 'boolean' ? { ...others, [AUTO_UPDATE_ANNOTATION]: String(autoUpdate) } : others;
}

function without(fields: object, names: ReadonlySet<string>): object {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.has(name)));
}

/** A field of a v1beta5 DynaKube that the operator loses. */
export interface LostField {
  /** Path of the field. */
  readonly path: string;
  /** What the conversion does with the field. */
  readonly effect: string;
}

/** The fields that an operator's conversion of a DynaKube from v1beta5 loses. */
export function lostInConversion(object: KubernetesObject, operator: OperatorVersion = DEFAULT_OPERATOR_VERSION): LostField[] {
  const { oneAgent, activeGate, kspm } = recordOf(object.spec);
  const [mode, ...others] = modesOf(oneAgent);
  const activeGateFields = recordOf(activeGate);
  const paths = recordOf(kspm).mappedHostPaths;
  return [
    ...others.map(other => ({ path: `spec.oneAgent.${other}`, effect: `drops it and keeps only ${mode}` })),
    ...mode !== undefined && recordOf(recordOf(oneAgent)[mode]).storageHostPath !== undefined
      ? [{ path: `spec.oneAgent.${mode}.storageHostPath`, effect: 'drops it' }]
      : [],
    ...LOST_IN_ACTIVE_GATE.filter(name => activeGateFields[name] !== undefined).map(name => ({ path: `spec.activeGate.${name}`, effect: 'drops it' })),
    ...isRecord(kspm) && !keepsHostPaths(operator) && JSON.stringify(paths) !== '["/"]' ? [{ path: 'spec.kspm.mappedHostPaths', effect: 'replaces it with ["/"]' }] : [],
  ];
}
