import { isRecord } from '../../../base/json';
import type { KubernetesObject } from '../../../base/kubernetes-object';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { installedMeshConfig } from '../../../settings/installed-mesh-config';
import { meshSettingsOf } from '../../../settings/mesh-config';
import { DEFAULT_MESH_SETTINGS, MeshSettings } from '../../../settings/mesh-settings';

/** Settings that are compared, and their fields in MeshConfig. */
const FIELDS = {
  outboundTrafficPolicy: 'outboundTrafficPolicy.mode',
  rootNamespace: 'rootNamespace',
  defaultServiceExportTo: 'defaultServiceExportTo',
  defaultVirtualServiceExportTo: 'defaultVirtualServiceExportTo',
  serviceEntryVisibility: 'serviceEntryVisibility',
  discoverySelectors: 'discoverySelectors',
  autoMtls: 'enableAutoMtls',
  dnsCapture: 'defaultConfig.proxyMetadata.ISTIO_META_DNS_CAPTURE',
} as const;

/** What is assumed where the settings say nothing. */
const DEFAULTS: Partial<MeshSettings> = { ...DEFAULT_MESH_SETTINGS, autoMtls: true };

export const otherMeshConfig: MeshRule<MeshModel> = {
  name: 'mesh/other-mesh-config',
  severity: Severity.WARNING,
  upstream: 'ours',
  * check({ objects, settings }) {
    for (const [index, object] of objects.entries()) {
      const message = isRecord(object) ? contradiction(object, settings) : undefined;
      if (message !== undefined) { yield { object: index, message }; }
    }
  },
};

function contradiction(object: KubernetesObject, settings: MeshSettings): string | undefined {
  try {
    const found = installedMeshConfig(object);
    if (!found?.meshConfig) { return undefined; }
    const installed = meshSettingsOf(found.meshConfig, settings.istioVersion);
    const fields = (Object.keys(FIELDS) as (keyof typeof FIELDS)[]).filter(key => textOf(installed, key) !== textOf(settings, key));
    const differences = fields.map(key => `${FIELDS[key]} (here ${textOf(installed, key)}, assumed ${textOf(settings, key)})`);
    return differences.length === 0 ? undefined
      : `the MeshConfig in this object differs from the settings that the check assumes: ${differences.join(', ')}; pass this MeshConfig to the check, in an app as the props of \`Mesh\``;
  } catch (error) {
    return `the MeshConfig in this object is ignored by istiod: ${(error as Error).message}; correct it`;
  }
}

function textOf(settings: MeshSettings, key: keyof typeof FIELDS): string {
  const value: unknown = settings[key] ?? DEFAULTS[key] ?? 'nothing';
  return typeof value === 'string' ? quote(value) : JSON.stringify(value);
}
