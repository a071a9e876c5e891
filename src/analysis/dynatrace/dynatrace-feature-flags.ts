import type { Labels } from '../base/labels';
import { isOperatorAtLeast, OperatorVersion } from '../settings/operator-version';

/** Prefix of all feature flags, which are annotations of a DynaKube. */
export const FEATURE_FLAG_PREFIX = 'feature.dynatrace.com/';

/** Feature flags that are deprecated in operator 1.10, in the order of its messages. */
export const DEPRECATED_FEATURE_FLAGS: readonly string[] = [
  'oneagent-ignore-proxy', 'activegate-updates', 'disable-activegate-updates', 'oneagent-max-unavailable', 'k8s-app-enabled',
];
const DEPRECATED_IN_1_11: readonly string[] = ['activegate-ignore-proxy', 'init-container-seccomp-profile'];

const KNOWN: readonly string[] = [
  ...DEPRECATED_FEATURE_FLAGS,
  ...DEPRECATED_IN_1_11,
  'activegate-apparmor', 'automatic-injection', 'automatic-kubernetes-api-monitoring', 'automatic-kubernetes-api-monitoring-cluster-name',
  'automatic-tls-certificate', 'enable-attributes-dt.kubernetes', 'ignored-namespaces', 'injection-failure-policy', 'label-version-detection',
  'max-csi-mount-attempts', 'max-csi-mount-timeout', 'no-proxy', 'node-image-pull', 'oneagent-initial-connect-retry-ms', 'oneagent-privileged',
  'oneagent-skip-liveness-probe', 'otlp-exporter-configuration-set-no-proxy', 'use-eec-legacy-mounts', 'use-public-registry',
];
const NEW_IN_1_11: readonly string[] = ['mount-code-modules-via-image-volume', 'oneagent-classic-nonroot'];

/** The feature flags that a version of the operator knows. */
export function featureFlags(version: OperatorVersion): readonly string[] {
  return isOperatorAtLeast(version, '1.11') ? [...KNOWN, ...NEW_IN_1_11] : KNOWN;
}

/** The feature flags that are deprecated in a version of the operator. */
export function deprecatedFeatureFlags(version: OperatorVersion): readonly string[] {
  return isOperatorAtLeast(version, '1.11') ? [...DEPRECATED_FEATURE_FLAGS, ...DEPRECATED_IN_1_11] : DEPRECATED_FEATURE_FLAGS;
}

const TRUE = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
const FALSE = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False']);

/** The value of a feature flag; undefined if it is not set. */
export function featureFlag(annotations: Labels, name: string): string | undefined {
  const key = FEATURE_FLAG_PREFIX + name;
  return Object.hasOwn(annotations, key) ? annotations[key] : undefined;
}

/** Whether a feature flag is on. A value that the operator can't read as a boolean means the default. */
export function isFeatureOn(annotations: Labels, name: string, byDefault: boolean): boolean {
  return parseBoolean(featureFlag(annotations, name)) ?? byDefault;
}

/** The boolean that the operator reads from an annotation: it accepts some spellings, but not `yes` or `tRUE`. Undefined if the text is not a boolean. */
export function parseBoolean(value: string | undefined): boolean | undefined {
  if (value === undefined) { return undefined; }
  return TRUE.has(value) || (FALSE.has(value) ? false : undefined);
}
