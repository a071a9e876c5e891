import { JsonObject, recordOf, isRecord } from '../../analysis/base/json';

/**
 * Version of the DynaKube CRD that a manifest is written in.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/dto-params-k8s
 */
export enum DynaKubeCrdVersion {
  /**
   * `dynatrace.com/v1beta5`: operators 1.6 and 1.7. Deprecated since 1.10.
   *
   * Operator 1.8 and later convert it, and the conversion loses fields: it replaces `kspm.mappedHostPaths` with `/`, and drops `useEphemeralVolume` and
   * `terminationGracePeriodSeconds` of the ActiveGate and `storageHostPath` of OneAgent. It also adds an image of the OpenTelemetry Collector and
   * annotations to the object, which GitOps tools show as drift.
   */
  V1BETA5 = 'dynatrace.com/v1beta5',
  /** `dynatrace.com/v1beta6`: operator 1.8 and later. */
  V1BETA6 = 'dynatrace.com/v1beta6',
}

const INJECTING_MODES = ['applicationMonitoring', 'cloudNativeFullStack'];

const HOST_MODES = ['cloudNativeFullStack', 'hostMonitoring', 'classicFullStack'];

/** Fields of v1beta6 that v1beta5 does not have. */
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
 * Converts a spec to v1beta5.
 *
 * @param spec the spec of v1beta6
 * @throws if the spec has a field that v1beta5 does not have: the API server would drop it silently
 */
export function toV1Beta5(spec: JsonObject): JsonObject {
  const missing = MISSING.find(path => path.split('.').reduce<unknown>((value, key) => recordOf(value)[key], spec) !== undefined);
  if (missing !== undefined) {
    throw new Error(`'spec.${missing}' is not a field of dynatrace.com/v1beta5, and the API server would drop it silently; leave it out, or use v1beta6`);
  }
  const { extensions, ...rest } = spec;
  // An empty `extensions` turns Prometheus on in v1beta5, and nothing in v1beta6.
  return isRecord(recordOf(extensions).prometheus) ? { ...rest, extensions: {} } : rest;
}
