import type { Labels } from '../base/labels';
import { isOperatorAtLeast, OperatorVersion } from '../settings/operator-version';
import { parseDuration } from '../syntax/duration';

/** Prefix of all feature flags, which are annotations of a DynaKube. */
export const FEATURE_FLAG_PREFIX = 'feature.dynatrace.com/';

/** Prefix of feature flags up to operator 0.x. No operator of today reads it. */
export const OLD_FEATURE_FLAG_PREFIX = 'alpha.operator.dynatrace.com/feature-';

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

/** What the operator reads from a feature flag, and which values it can read. */
interface FlagType {
  /** The values, as the end of "must be". */
  readonly values: string;
  canRead(value: string): boolean;
}

const BOOLEAN: FlagType = { values: '"true" or "false"', canRead: value => parseBoolean(value) !== undefined };

const FLAG_TYPES: Readonly<Record<string, FlagType>> = {
  ...Object.fromEntries([
    'activegate-apparmor', 'activegate-ignore-proxy', 'automatic-injection', 'automatic-kubernetes-api-monitoring', 'automatic-tls-certificate',
    'enable-attributes-dt.kubernetes', 'init-container-seccomp-profile', 'label-version-detection', 'node-image-pull', 'oneagent-classic-nonroot',
    'oneagent-privileged', 'oneagent-skip-liveness-probe', 'otlp-exporter-configuration-set-no-proxy', 'use-eec-legacy-mounts', 'use-public-registry',
  ].map(name => [name, BOOLEAN])),
  'oneagent-initial-connect-retry-ms': { values: 'a whole number of milliseconds such as "6000"', canRead: value => parseInteger(value) !== undefined },
  'max-csi-mount-attempts': { values: 'a whole number from "0"', canRead: value => (parseInteger(value) ?? -1) >= 0 },
  'max-csi-mount-timeout': { values: 'a duration such as "10m"', canRead: value => (parseDuration(value) ?? -1n) >= 0n },
  'injection-failure-policy': { values: '"silent" or "fail"', canRead: value => value === 'silent' || value === 'fail' },
  'ignored-namespaces': { values: 'a JSON array of regular expressions such as ["^istio-system$"]', canRead: value => parseTexts(value) !== undefined },
};

/**
 * The values that a feature flag accepts, as the end of "must be", if the operator can't read the value and silently uses the default. Undefined if it
 * can read the value, the flag is not set, or any text is a value of the flag.
 */
export function unreadableFlagValues(annotations: Labels, name: string): string | undefined {
  const value = featureFlag(annotations, name);
  const type = Object.hasOwn(FLAG_TYPES, name) ? FLAG_TYPES[name] : undefined;
  return value && type && !type.canRead(value) ? type.values : undefined;
}

/** Milliseconds that code modules wait before their first connection when the operator knows that the cluster has Istio. */
const ISTIO_INITIAL_CONNECT_RETRY = 6000;

/** Whether code modules wait before their first connection, until sidecars have started. */
export function waitsBeforeFirstConnection(annotations: Labels, enableIstio: boolean): boolean {
  const wait = parseInteger(featureFlag(annotations, 'oneagent-initial-connect-retry-ms') ?? '') ?? -1;
  // The operator treats -1 as a flag that is not set.
  return (wait === -1 && enableIstio ? ISTIO_INITIAL_CONNECT_RETRY : wait) > -1;
}

/** The strings of a JSON array; undefined if the text is something else. Null is an empty list, as for the operator. */
export function parseTexts(json: string): readonly string[] | undefined {
  try {
    const list: unknown = JSON.parse(json) ?? [];
    return Array.isArray(list) && list.every(item => typeof item === 'string') ? list : undefined;
  } catch {
    return undefined;
  }
}

function parseInteger(text: string): number | undefined {
  return /^[+-]?[0-9]+$/.test(text) ? Number(text) : undefined;
}
