import { JsonObject, recordOf, isRecord } from '../../analysis/base/json';

/**
 * Version of the DynaKube CRD that a manifest is written in.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/dto-params-k8s
 */
export enum DynaKubeCrdVersion {
  /**
   * `dynatrace.com/v1beta5`: operators 1.6 and 1.7, and deprecated with 1.10.
   *
   * From operator 1.8 on it is converted, and the conversion is not careful: it replaces `kspm.mappedHostPaths` by `/`, drops the ActiveGate's
   * `useEphemeralVolume` and `terminationGracePeriodSeconds` and the `storageHostPath` of OneAgent, and writes an image for the collector of
   * OpenTelemetry and annotations of its own into the object, which GitOps shows as drift.
   */
  V1BETA5 = 'dynatrace.com/v1beta5',
  /** `dynatrace.com/v1beta6`: operator 1.8 and later. */
  V1BETA6 = 'dynatrace.com/v1beta6',
}

const INJECTING_MODES = ['applicationMonitoring', 'cloudNativeFullStack'];

const HOST_MODES = ['cloudNativeFullStack', 'hostMonitoring', 'classicFullStack'];

/** What v1beta6 has and v1beta5 lacks. */
const MISSING: readonly string[] = [
  'activeGate.imagePullPolicy',
  'activeGate.rollingUpdate',
  'activeGate.volumeMounts',
  'activeGate.volumes',
  'extensions.databases',
  'kubernetesMonitoring',
  'metadataEnrichment.initResources',
  ...[...new Set([...INJECTING_MODES, ...HOST_MODES])].map(mode => `oneAgent.${mode}.additionalResourceAttributes`),
  ...INJECTING_MODES.map(mode => `oneAgent.${mode}.codeModulesImagePullPolicy`),
  ...HOST_MODES.flatMap(mode => [`oneAgent.${mode}.imagePullPolicy`, `oneAgent.${mode}.rollingUpdate`]),
  'otlpExporterConfiguration',
  'publicRegistryOverride',
  'resourceAttributes',
  'templates.logMonitoring.rollingUpdate',
  'templates.otelCollector.nodeSelector',
  'templates.sqlExtensionExecutor',
];

/**
 * A spec in the words of v1beta5.
 *
 * @param spec the same in those of v1beta6
 * @throws if it has a field that v1beta5 lacks: the API server would drop it without a word
 */
export function toV1Beta5(spec: JsonObject): JsonObject {
  const missing = MISSING.find(path => path.split('.').reduce<unknown>((value, key) => recordOf(value)[key], spec) !== undefined);
  if (missing !== undefined) {
    throw new Error(`'spec.${missing}' is not in dynatrace.com/v1beta5, and the API server would drop it without a word; leave it out, or use v1beta6`);
  }
  const { extensions, ...rest } = spec;
  // An empty `extensions` is Prometheus here, and nothing there.
  return isRecord(recordOf(extensions).prometheus) ? { ...rest, extensions: {} } : rest;
}
