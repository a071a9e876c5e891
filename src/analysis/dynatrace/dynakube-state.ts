import type { ConvertedDynaKube, DatabaseSpec, DynaKubeSpec, ImageRefSpec, OneAgentMode, OneAgentModeSpec } from './dynakube';
import { isFeatureOn } from './dynatrace-feature-flags';
import { isRecord } from '../base/json';
import type { Labels } from '../base/labels';

/** The capability of an ActiveGate that watches the Kubernetes API. */
const KUBERNETES_MONITORING = 'kubernetes-monitoring';

/** The largest number of minutes that the operator can read: it has 16 bits for it. */
export const MAX_REQUEST_THRESHOLD = 65535;

/** A mode of OneAgent that a DynaKube names. */
export interface ActiveMode {
  readonly mode: OneAgentMode;
  readonly options: OneAgentModeSpec;
}

// Where a DynaKube names several modes, the operator looks for some values in one order and for others in another one.
const IN_ORDER_OF_VERSION: readonly OneAgentMode[] = ['classicFullStack', 'cloudNativeFullStack', 'applicationMonitoring', 'hostMonitoring'];
const IN_ORDER_OF_IMAGE: readonly OneAgentMode[] = ['classicFullStack', 'hostMonitoring', 'cloudNativeFullStack'];
const IN_ORDER_OF_ARGS: readonly OneAgentMode[] = ['cloudNativeFullStack', 'classicFullStack', 'hostMonitoring'];
const IN_ORDER_OF_CODE_MODULES: readonly OneAgentMode[] = ['cloudNativeFullStack', 'applicationMonitoring'];
const IN_ORDER_OF_ATTRIBUTES: readonly OneAgentMode[] = ['cloudNativeFullStack', 'applicationMonitoring', 'hostMonitoring', 'classicFullStack'];

/** The mode whose version, that is the version of OneAgent, counts. */
export function versionMode(spec: DynaKubeSpec): ActiveMode | undefined {
  return firstMode(spec, IN_ORDER_OF_VERSION);
}

/** The mode that has a DaemonSet, whose image and node selector count; undefined if no mode has one. */
export function daemonSetMode(spec: DynaKubeSpec): ActiveMode | undefined {
  return firstMode(spec, IN_ORDER_OF_IMAGE);
}

/** The mode that has a DaemonSet, whose environment variables count. */
export function environmentMode(spec: DynaKubeSpec): ActiveMode | undefined {
  return firstMode(spec, IN_ORDER_OF_ARGS);
}

/** The arguments of OneAgent, and the path by which messages name them: those of the first mode that has any. */
export function argumentsOf(spec: DynaKubeSpec): { readonly path: string; readonly args: readonly string[] } {
  const active = allModes(spec, IN_ORDER_OF_ARGS).find(({ options }) => options.args !== undefined);
  return { path: `spec.oneAgent.${active?.mode}.args`, args: active?.options.args ?? [] };
}

/** What an argument of OneAgent sets: the part before the equals sign. */
export function argumentKey(argument: string): string {
  return argument.split('=', 1)[0];
}

/** The mode that puts code modules into application pods; undefined if no mode does. */
export function injectionMode(spec: DynaKubeSpec): ActiveMode | undefined {
  return firstMode(spec, IN_ORDER_OF_CODE_MODULES);
}

/** The mode whose resource attributes count. */
export function attributesMode(spec: DynaKubeSpec): ActiveMode | undefined {
  return firstMode(spec, IN_ORDER_OF_ATTRIBUTES);
}

/** Whether the operator can read a DynaKube, all of whose fields have the types that the schema asks for. */
export function isReadable({ dynatraceApiRequestThreshold = 0 }: DynaKubeSpec): boolean {
  return dynatraceApiRequestThreshold >= 0 && dynatraceApiRequestThreshold <= MAX_REQUEST_THRESHOLD;
}

/** Whether a DynaKube has a mode. */
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

/** The databases that extensions watch, each with the path by which messages name it. */
export function databasesOf({ extensions }: DynaKubeSpec): (Required<Pick<DatabaseSpec, 'volumes' | 'volumeMounts'>> & { readonly path: string })[] {
  return (extensions?.databases ?? []).map(({ volumes = [], volumeMounts = [] }, index) => ({ volumes, volumeMounts, path: `spec.extensions.databases[${index}]` }));
}

/** Whether any extension is on. */
export function hasExtensions(spec: DynaKubeSpec): boolean {
  return hasPrometheus(spec) || (spec.extensions?.databases ?? []).length > 0;
}

/** Whether there is an ActiveGate. Extensions bring one by themselves. */
export function hasActiveGate(spec: DynaKubeSpec): boolean {
  return (spec.activeGate?.capabilities ?? []).length > 0 || hasExtensions(spec);
}

/** Whether the cluster is watched through the Kubernetes API. */
export function monitorsKubernetes({ spec, annotations }: ConvertedDynaKube): boolean {
  return (spec.activeGate?.capabilities ?? []).includes(KUBERNETES_MONITORING) && isFeatureOn(annotations, 'automatic-kubernetes-api-monitoring', true);
}

/** Whether logs are read by pods of their own, because no mode of OneAgent has a DaemonSet that does it. */
export function hasStandaloneLogMonitoring(spec: DynaKubeSpec): boolean {
  return isRecord(spec.logMonitoring) && daemonSetMode(spec) === undefined;
}

/** Whether pods get settings for an OTLP exporter. */
export function configuresOtlp({ otlpExporterConfiguration }: DynaKubeSpec): boolean {
  const { metrics, traces, logs } = otlpExporterConfiguration?.signals ?? {};
  return [metrics, traces, logs].some(isRecord);
}

/** Whether a DynaKube changes pods of namespaces that it selects, in any way. */
export function changesPods(spec: DynaKubeSpec): boolean {
  return injectionMode(spec) !== undefined || spec.metadataEnrichment?.enabled === true || configuresOtlp(spec);
}

/** Whether images come from the public registry because a flag says so. A platform token is the other reason. */
export function hasPublicRegistryFlag(annotations: Labels): boolean {
  return isFeatureOn(annotations, 'use-public-registry', false);
}

/** Whether a reference names an image: a repository, and a tag or digest. */
export function namesImage(ref: ImageRefSpec | undefined): boolean {
  return Boolean(ref?.repository) && Boolean(ref?.tag || ref?.digest);
}
