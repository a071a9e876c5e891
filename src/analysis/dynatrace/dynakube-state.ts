import type { ConvertedDynaKube, DatabaseSpec, DynaKubeSpec, ImageRefSpec, OneAgentMode, OneAgentModeSpec } from './dynakube';
import { isFeatureOn } from './dynatrace-feature-flags';
import { isRecord } from '../base/json';
import type { Labels } from '../base/labels';

/** The capability of an ActiveGate that monitors the Kubernetes API. */
const KUBERNETES_MONITORING = 'kubernetes-monitoring';

/** The largest number of minutes that the operator can read, in 16 bits. */
export const MAX_REQUEST_THRESHOLD = 65535;

/** A OneAgent mode that a DynaKube sets. */
export interface ActiveMode {
  readonly mode: OneAgentMode;
  readonly options: OneAgentModeSpec;
}

// If a DynaKube sets several modes, the order in which the operator reads them depends on the value.
const IN_ORDER_OF_VERSION: readonly OneAgentMode[] = ['classicFullStack', 'cloudNativeFullStack', 'applicationMonitoring', 'hostMonitoring'];
const IN_ORDER_OF_IMAGE: readonly OneAgentMode[] = ['classicFullStack', 'hostMonitoring', 'cloudNativeFullStack'];
const IN_ORDER_OF_ARGS: readonly OneAgentMode[] = ['cloudNativeFullStack', 'classicFullStack', 'hostMonitoring'];
const IN_ORDER_OF_CODE_MODULES: readonly OneAgentMode[] = ['cloudNativeFullStack', 'applicationMonitoring'];
const IN_ORDER_OF_ATTRIBUTES: readonly OneAgentMode[] = ['cloudNativeFullStack', 'applicationMonitoring', 'hostMonitoring', 'classicFullStack'];

/** The mode whose `version` (of OneAgent) the operator uses. */
export function versionMode(spec: DynaKubeSpec): ActiveMode | undefined {
  return firstMode(spec, IN_ORDER_OF_VERSION);
}

/** The mode with a DaemonSet whose image and node selector the operator uses; undefined if no mode has a DaemonSet. */
export function daemonSetMode(spec: DynaKubeSpec): ActiveMode | undefined {
  return firstMode(spec, IN_ORDER_OF_IMAGE);
}

/** The mode with a DaemonSet whose environment variables the operator uses. */
export function environmentMode(spec: DynaKubeSpec): ActiveMode | undefined {
  return firstMode(spec, IN_ORDER_OF_ARGS);
}

/** The arguments of OneAgent that the operator uses, and their path in messages: those of the first mode with arguments. */
export function argumentsOf(spec: DynaKubeSpec): { readonly path: string; readonly args: readonly string[] } {
  const active = allModes(spec, IN_ORDER_OF_ARGS).find(({ options }) => options.args !== undefined);
  return { path: `spec.oneAgent.${active?.mode}.args`, args: active?.options.args ?? [] };
}

/** The name of an argument of OneAgent: the part before the equals sign. */
export function argumentKey(argument: string): string {
  return argument.split('=', 1)[0];
}

/** The mode that injects code modules into application pods; undefined if no mode does. */
export function injectionMode(spec: DynaKubeSpec): ActiveMode | undefined {
  return firstMode(spec, IN_ORDER_OF_CODE_MODULES);
}

/** The mode whose resource attributes the operator uses. */
export function attributesMode(spec: DynaKubeSpec): ActiveMode | undefined {
  return firstMode(spec, IN_ORDER_OF_ATTRIBUTES);
}

/** Whether the operator can read a DynaKube whose fields all have the types of the schema. */
export function isReadable({ dynatraceApiRequestThreshold = 0 }: DynaKubeSpec): boolean {
  return dynatraceApiRequestThreshold >= 0 && dynatraceApiRequestThreshold <= MAX_REQUEST_THRESHOLD;
}

/** All OneAgent modes that a DynaKube sets. */
export function modesSet(spec: DynaKubeSpec): readonly OneAgentMode[] {
  return allModes(spec, IN_ORDER_OF_VERSION).map(({ mode }) => mode);
}

/** Whether a DynaKube sets a mode. */
export function hasMode(spec: DynaKubeSpec, mode: OneAgentMode): boolean {
  return isRecord(spec.oneAgent?.[mode]);
}

function firstMode(spec: DynaKubeSpec, order: readonly OneAgentMode[]): ActiveMode | undefined {
  return allModes(spec, order)[0];
}

function allModes({ oneAgent }: DynaKubeSpec, order: readonly OneAgentMode[]): ActiveMode[] {
  return order.flatMap(mode => {
    const options = oneAgent?.[mode];
    return isRecord(options) ? [{ mode, options }] : [];
  });
}

/** Whether Prometheus extensions are on. */
export function hasPrometheus({ extensions }: DynaKubeSpec): boolean {
  return isRecord(extensions?.prometheus);
}

/** The databases that extensions watch, each with its path in messages. */
export function databasesOf({ extensions }: DynaKubeSpec): (Required<Pick<DatabaseSpec, 'volumes' | 'volumeMounts'>> & { readonly path: string })[] {
  return (extensions?.databases ?? []).map(({ volumes = [], volumeMounts = [] }, index) => ({ volumes, volumeMounts, path: `spec.extensions.databases[${index}]` }));
}

/** Whether any extension is on. */
export function hasExtensions(spec: DynaKubeSpec): boolean {
  return hasPrometheus(spec) || (spec.extensions?.databases ?? []).length > 0;
}

/** Whether there is an ActiveGate. Extensions start one automatically. */
export function hasActiveGate(spec: DynaKubeSpec): boolean {
  return (spec.activeGate?.capabilities ?? []).length > 0 || hasExtensions(spec);
}

/** Whether the cluster is monitored through the Kubernetes API: by an ActiveGate, or since operator 1.11 by pods of their own. */
export function monitorsKubernetes({ spec, annotations }: ConvertedDynaKube): boolean {
  return isRecord(spec.kubernetesMonitoring?.registration)
    || (hasKubernetesMonitoringGate(spec) && isFeatureOn(annotations, 'automatic-kubernetes-api-monitoring', true));
}

/** Whether the ActiveGate has the capability to monitor the cluster. */
export function hasKubernetesMonitoringGate({ activeGate }: DynaKubeSpec): boolean {
  return (activeGate?.capabilities ?? []).includes(KUBERNETES_MONITORING);
}

/** Whether log monitoring runs in separate pods, because no OneAgent mode has a DaemonSet that reads the logs. */
export function hasStandaloneLogMonitoring(spec: DynaKubeSpec): boolean {
  return isRecord(spec.logMonitoring) && daemonSetMode(spec) === undefined;
}

/** Whether the operator configures an OTLP exporter in pods. */
export function configuresOtlp({ otlpExporterConfiguration }: DynaKubeSpec): boolean {
  const { metrics, traces, logs } = otlpExporterConfiguration?.signals ?? {};
  return [metrics, traces, logs].some(isRecord);
}

/** Whether a DynaKube changes pods of the namespaces that it selects. */
export function changesPods(spec: DynaKubeSpec): boolean {
  return injectionMode(spec) !== undefined || spec.metadataEnrichment?.enabled === true || configuresOtlp(spec);
}

/** Whether a feature flag turns on the public registry for images. A platform token turns it on too. */
export function hasPublicRegistryFlag(annotations: Labels): boolean {
  return isFeatureOn(annotations, 'use-public-registry', false);
}

/** Whether a reference is complete: a repository, and a tag or digest. */
export function namesImage(ref: ImageRefSpec | undefined): boolean {
  return Boolean(ref?.repository) && Boolean(ref?.tag || ref?.digest);
}
