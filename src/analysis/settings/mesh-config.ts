import { meshConfigFromYaml } from './installed-mesh-config';
import { isIstioAtLeast } from './istio-version';
import { misspeltKey } from './mesh-config-keys';
import { DEFAULT_MESH_SETTINGS, MeshSettings, OutboundTrafficMode } from './mesh-settings';
import { isTrueVariable } from './proxy-variable';
import type { ServiceEntryVisibility, VisibilityLevel } from './service-entry-visibility';
import { isRecord, JsonObject } from '../base/json';
import { quote } from '../base/quote';

const MODES = Object.values(OutboundTrafficMode);
const LEVELS = ['PUBLIC', 'NAMESPACE', 'NONE'] as const;
const UNSPECIFIED = 'VISIBILITY_UNSPECIFIED';

/**
 * Reads the settings of a mesh from its `MeshConfig`, as in Helm's `meshConfig`, or from the data of the ConfigMap `istio`, which has it as YAML in the key `mesh`. Missing
 * settings get Istio's default.
 *
 * @param istioVersion Istio's minor version, which MeshConfig does not contain
 * @throws if one of the settings has a value that Istio does not accept; istiod would then ignore the whole MeshConfig. Also if a name is misspelt, which istiod would ignore
 */
export function meshSettingsOf(meshConfig: unknown, istioVersion: string = DEFAULT_MESH_SETTINGS.istioVersion): MeshSettings {
  const config = withoutConfigMap(asRecord(meshConfig, 'meshConfig') ?? {});
  const wrong = misspeltKey(config);
  if (wrong) { throw new Error(`'${wrong.given}' is not a field of MeshConfig, so Istio ignores it; write ${quote(wrong.right)}`); }
  const policy = asRecord(config.outboundTrafficPolicy, 'outboundTrafficPolicy');
  const defaultConfig = asRecord(config.defaultConfig, 'defaultConfig');
  const proxyMetadata = asRecord(defaultConfig?.proxyMetadata, 'defaultConfig.proxyMetadata') ?? {};
  const isOn = (variable: string) => isTrueVariable(asText(proxyMetadata[variable], `defaultConfig.proxyMetadata.${variable}`));
  return {
    istioVersion,
    rootNamespace: asText(config.rootNamespace, 'rootNamespace') || DEFAULT_MESH_SETTINGS.rootNamespace,
    outboundTrafficPolicy: policy ? asMode(policy.mode) : DEFAULT_MESH_SETTINGS.outboundTrafficPolicy,
    defaultServiceExportTo: asScopes(config.defaultServiceExportTo, 'defaultServiceExportTo') ?? DEFAULT_MESH_SETTINGS.defaultServiceExportTo,
    defaultVirtualServiceExportTo: asScopes(config.defaultVirtualServiceExportTo, 'defaultVirtualServiceExportTo'),
    serviceEntryVisibility: visibilityOf(asRecord(config.serviceEntryVisibility, 'serviceEntryVisibility')),
    dnsCapture: isOn('ISTIO_META_DNS_CAPTURE'),
    autoAllocateIp: isIstioAtLeast(istioVersion, '1.25') || (isOn('ISTIO_META_DNS_CAPTURE') && isOn('ISTIO_META_DNS_AUTO_ALLOCATE')),
    // The analyzer also accepts the variable of istiod as one of the proxy.
    dnsAutoAllocate: ['ISTIO_META_DNS_AUTO_ALLOCATE', 'PILOT_ENABLE_IP_AUTOALLOCATE'].some(isOn),
    ...discoverySelectorsOf(config),
    ...asBoolean(defaultConfig?.holdApplicationUntilProxyStarts, 'defaultConfig.holdApplicationUntilProxyStarts') ? { holdsApplications: true } : {},
    ...asBoolean(config.enableAutoMtls, 'enableAutoMtls') === false ? { autoMtls: false } : {},
    defaultAccessLogProviders: asTexts(asRecord(config.defaultProviders, 'defaultProviders')?.accessLogging, 'defaultProviders.accessLogging') ?? [],
  };
}

/** The MeshConfig in the data of a ConfigMap. */
function withoutConfigMap(config: JsonObject): JsonObject {
  return typeof config.mesh === 'string' ? meshConfigFromYaml(config.mesh) : config;
}

/** The mode of a policy. Without a mode, it is the zero value REGISTRY_ONLY. Without a policy, it is ALLOW_ANY. */
function asMode(value: unknown): OutboundTrafficMode {
  const mode = asText(value, 'outboundTrafficPolicy.mode') ?? OutboundTrafficMode.REGISTRY_ONLY;
  return oneOf(MODES, mode, 'outboundTrafficPolicy.mode');
}

/** An empty list means the same as a missing one. A list with `~` does not. */
function asScopes(value: unknown, path: string): readonly string[] | undefined {
  const scopes = asTexts(value, path) ?? [];
  return scopes.length > 0 ? scopes : undefined;
}

/** No selectors, or an empty list, select all namespaces. */
function discoverySelectorsOf(config: JsonObject): Pick<MeshSettings, 'discoverySelectors'> {
  const discoverySelectors = asRecords(config.discoverySelectors, 'discoverySelectors');
  return discoverySelectors.length > 0 ? { discoverySelectors } : {};
}

function visibilityOf(value: JsonObject | undefined): ServiceEntryVisibility | undefined {
  if (value === undefined) { return undefined; }
  const path = 'serviceEntryVisibility';
  return {
    applyToSidecars: asBoolean(value.applyToSidecars, `${path}.applyToSidecars`) ?? false,
    defaultVisibility: asLevel(value.defaultVisibility, `${path}.defaultVisibility`),
    policies: asRecords(value.policies, `${path}.policies`).map((policy, index) => ({
      visibility: asLevel(policy.visibility, `${path}.policies[${index}].visibility`),
      namespaceSelectors: asRecords(policy.matchingRules, `${path}.policies[${index}].matchingRules`).map(rule => rule.namespaceSelector),
    })),
  };
}

function asLevel(value: unknown, path: string): VisibilityLevel {
  const level = asText(value, path) ?? UNSPECIFIED;
  return level === UNSPECIFIED ? 'PUBLIC' : oneOf(LEVELS, level, path);
}

function oneOf<T extends string>(known: readonly T[], value: string, path: string): T {
  const found = known.find(item => item === value);
  if (found === undefined) { throw new Error(`'${path}' must be one of ${known.join(', ')}, got ${quote(value)}`); }
  return found;
}

function asText(value: unknown, path: string): string | undefined {
  return typed(value, path, 'a string', item => typeof item === 'string');
}

function asBoolean(value: unknown, path: string): boolean | undefined {
  return typed(value, path, 'true or false', item => typeof item === 'boolean');
}

function asRecord(value: unknown, path: string): JsonObject | undefined {
  return typed(value, path, 'an object', isRecord);
}

function asTexts(value: unknown, path: string): readonly string[] | undefined {
  return typed(value, path, 'a list of strings', (list): list is string[] => Array.isArray(list) && list.every(item => typeof item === 'string'));
}

function asRecords(value: unknown, path: string): readonly JsonObject[] {
  return typed(value, path, 'a list of objects', (list): list is JsonObject[] => Array.isArray(list) && list.every(isRecord)) ?? [];
}

/** The value with its type checked. Null counts as missing, as in Istio. */
function typed<T>(value: unknown, path: string, what: string, isRight: (value: unknown) => value is T): T | undefined {
  if (value === undefined || value === null) { return undefined; }
  if (!isRight(value)) { throw new Error(`'${path}' must be ${what}, got ${quote(value)}`); }
  return value;
}
