import { activeGateLimits } from './active-gate-limits';
import { activeGateMemory } from './active-gate-memory';
import { activeGateNotInjected } from './active-gate-not-injected';
import { activeGateStorage } from './active-gate-storage';
import { activeGateVolume } from './active-gate-volume';
import { apiUrl } from './api-url';
import { apiUrlScheme } from './api-url-scheme';
import { autoUpdate } from './auto-update';
import { capability } from './capability';
import { classicWithPublicRegistry } from './classic-with-public-registry';
import { collectorImage } from './collector-image';
import { controlCharacter } from './control-character';
import { databaseImage } from './database-image';
import { databaseMount } from './database-mount';
import { deprecatedFlag } from './deprecated-flag';
import { deprecatedVersion } from './deprecated-version';
import { duplicateArgument } from './duplicate-argument';
import { enrichmentOff } from './enrichment-off';
import { enrichmentSelector } from './enrichment-selector';
import { explicitFalse } from './explicit-false';
import { extensionControllerImage } from './extension-controller-image';
import { extensionControllerStorage } from './extension-controller-storage';
import { extensionsWithoutMonitoring } from './extensions-without-monitoring';
import { flagValue } from './flag-value';
import { hostGroupArgument } from './host-group-argument';
import { hostIdSource } from './host-id-source';
import { hostPathVolume } from './host-path-volume';
import { image } from './image';
import { installerEnvironment } from './installer-environment';
import { istioConflict } from './istio-conflict';
import { kspmImage } from './kspm-image';
import { kspmRelativePath } from './kspm-relative-path';
import { kspmReplicas } from './kspm-replicas';
import { kspmRootPath } from './kspm-root-path';
import { kspmWithoutMonitoring } from './kspm-without-monitoring';
import { kspmWithoutPaths } from './kspm-without-paths';
import { logMonitoringImage } from './log-monitoring-image';
import { lostFields } from './lost-in-conversion';
import { manyResourceAttributes } from './many-resource-attributes';
import { maxUnavailableTwice } from './max-unavailable-twice';
import { missingProxySecret } from './missing-proxy-secret';
import { dynaKubeName } from './name';
import { namespaceSelector } from './namespace-selector';
import { networkZoneArgument } from './network-zone-argument';
import { noApiUrl } from './no-api-url';
import { nodeImagePull } from './node-image-pull';
import { oldApiVersion } from './old-api-version';
import { oldFlagPrefix } from './old-flag-prefix';
import { oneAgentInMesh } from './one-agent-in-mesh';
import { oneAgentVersion } from './one-agent-version';
import { operatorNamespaceInMesh } from './operator-namespace-in-mesh';
import { paasToken } from './paas-token';
import { proxyPassword } from './proxy-password';
import { proxyScheme } from './proxy-scheme';
import { proxySecret } from './proxy-secret';
import { proxyUrl } from './proxy-url';
import { redundantRegistryFlag } from './redundant-registry-flag';
import { registryOverride } from './registry-override';
import { renamedResourceAttribute } from './renamed-resource-attribute';
import { requestThreshold } from './request-threshold';
import { resourceAttribute } from './resource-attribute';
import { resourceAttributeKey } from './resource-attribute-key';
import { runsNothing } from './runs-nothing';
import { severalModes } from './several-modes';
import { sharedExtensions } from './shared-extensions';
import { sharedNamespace } from './shared-namespace';
import { sharedNodes } from './shared-nodes';
import { strictActiveGate } from './strict-active-gate';
import { telemetryProtocol } from './telemetry-protocol';
import { telemetryServiceName } from './telemetry-service-name';
import { telemetryServiceSuffix } from './telemetry-service-suffix';
import { telemetryServiceTaken } from './telemetry-service-taken';
import { unknownFlag } from './unknown-flag';
import { unusedCollectorTemplate } from './unused-collector-template';
import { unusedDatabaseVolume } from './unused-database-volume';
import { unusedLogTemplate } from './unused-log-template';
import { volumeStorage } from './volume-storage';
import type { MeshRule, ObjectRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';

/** Rules that check one DynaKube, in the order of their findings. */
export const DYNAKUBE_RULES: readonly ObjectRule[] = [
  oldApiVersion,
  lostFields,
  requestThreshold,
  oneAgentVersion,
  duplicateArgument,
  hostIdSource,
  noApiUrl,
  apiUrl,
  apiUrlScheme,
  capability,
  activeGateStorage,
  proxyUrl,
  proxyScheme,
  proxyPassword,
  severalModes,
  volumeStorage,
  dynaKubeName,
  namespaceSelector,
  image,
  extensionControllerStorage,
  kspmReplicas,
  kspmImage,
  kspmWithoutMonitoring,
  kspmRootPath,
  kspmRelativePath,
  telemetryProtocol,
  telemetryServiceName,
  telemetryServiceSuffix,
  collectorImage,
  databaseMount,
  unusedDatabaseVolume,
  resourceAttribute,
  resourceAttributeKey,
  controlCharacter,
  activeGateLimits,
  activeGateMemory,
  installerEnvironment,
  hostGroupArgument,
  maxUnavailableTwice,
  autoUpdate,
  deprecatedVersion,
  deprecatedFlag,
  unknownFlag,
  oldFlagPrefix,
  flagValue,
  unusedCollectorTemplate,
  unusedLogTemplate,
  kspmWithoutPaths,
  extensionsWithoutMonitoring,
  hostPathVolume,
  enrichmentOff,
  enrichmentSelector,
  networkZoneArgument,
  manyResourceAttributes,
  renamedResourceAttribute,
  explicitFalse,
  oneAgentInMesh,
  activeGateVolume,
  runsNothing,
];

/** Rules that compare DynaKubes with each other, and with the Secrets that they name. */
export const DYNAKUBE_MESH_RULES: readonly MeshRule<MeshModel>[] = [
  proxySecret,
  missingProxySecret,
  sharedNodes,
  sharedNamespace,
  extensionControllerImage,
  logMonitoringImage,
  telemetryServiceTaken,
  databaseImage,
  registryOverride,
  classicWithPublicRegistry,
  nodeImagePull,
  sharedExtensions,
  paasToken,
  redundantRegistryFlag,
  istioConflict,
  operatorNamespaceInMesh,
  strictActiveGate,
  activeGateNotInjected,
];
