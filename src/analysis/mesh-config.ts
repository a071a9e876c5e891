import type { ServiceEntryVisibility, VisibilityLevel } from './exposure';
import { isIstioAtLeast } from './istio-version';
import { isRecord, listOf, recordOf, textOf, textsOf } from './json';
import { DEFAULT_MESH_SETTINGS, MeshSettings, OutboundTrafficPolicy } from './mesh-settings';

/**
 * The settings of a mesh from its `MeshConfig`, as the ConfigMap `istio` or Helm's `meshConfig` hold it. What it does not say is Istio's default.
 *
 * @param istioVersion Istio's minor version, which no MeshConfig tells
 */
export function meshSettingsOf(meshConfig: unknown, istioVersion: string = DEFAULT_MESH_SETTINGS.istioVersion): MeshSettings {
  const config = recordOf(meshConfig);
  const mode = recordOf(config.outboundTrafficPolicy).mode as OutboundTrafficPolicy;
  const proxyMetadata = recordOf(recordOf(config.defaultConfig).proxyMetadata);
  return {
    istioVersion,
    rootNamespace: textOf(config.rootNamespace) || DEFAULT_MESH_SETTINGS.rootNamespace,
    // A policy without a mode is that of the mode's zero value; no policy at all is ALLOW_ANY.
    outboundTrafficPolicy: Object.values(OutboundTrafficPolicy).includes(mode) ? mode : policyWithoutMode(config.outboundTrafficPolicy),
    defaultServiceExportTo: scopesOf(config.defaultServiceExportTo) ?? DEFAULT_MESH_SETTINGS.defaultServiceExportTo,
    defaultVirtualServiceExportTo: scopesOf(config.defaultVirtualServiceExportTo),
    serviceEntryVisibility: visibilityOf(config.serviceEntryVisibility),
    dnsCapture: proxyMetadata.ISTIO_META_DNS_CAPTURE === 'true',
    autoAllocateIp: isIstioAtLeast(istioVersion, '1.25'),
    // The analyzer takes istiod's own variable for a proxy's, too.
    dnsAutoAllocate: proxyMetadata.ISTIO_META_DNS_AUTO_ALLOCATE === 'true' || proxyMetadata.PILOT_ENABLE_IP_AUTOALLOCATE === 'true',
    defaultAccessLogProviders: textsOf(recordOf(config.defaultProviders).accessLogging),
  };
}

function scopesOf(value: unknown): string[] | undefined {
  return Array.isArray(value) ? textsOf(value) : undefined;
}

function policyWithoutMode(policy: unknown): OutboundTrafficPolicy {
  return isRecord(policy) ? OutboundTrafficPolicy.REGISTRY_ONLY : DEFAULT_MESH_SETTINGS.outboundTrafficPolicy;
}

function visibilityOf(value: unknown): ServiceEntryVisibility | undefined {
  if (!isRecord(value)) { return undefined; }
  return {
    applyToSidecars: value.applyToSidecars === true,
    defaultVisibility: levelOf(value.defaultVisibility),
    policies: listOf(value.policies).map(recordOf).map(policy => ({
      visibility: levelOf(policy.visibility),
      namespaceSelectors: listOf(policy.matchingRules).map(rule => recordOf(rule).namespaceSelector),
    })),
  };
}

function levelOf(value: unknown): VisibilityLevel {
  return value === 'NAMESPACE' || value === 'NONE' ? value : 'PUBLIC';
}
