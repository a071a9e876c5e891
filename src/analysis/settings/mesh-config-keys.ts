import type { JsonObject } from '../base/json';
import { misspelt } from '../base/spelling';

/** The fields of MeshConfig, most of which this library does not model. */
const KEYS = [
  'accessLogEncoding', 'accessLogFile', 'accessLogFormat', 'ca', 'caCertificates', 'certificates', 'configSources', 'connectTimeout', 'defaultConfig',
  'defaultDestinationRuleExportTo', 'defaultHttpRetryPolicy', 'defaultProviders', 'defaultServiceExportTo', 'defaultTrafficPolicy', 'defaultVirtualServiceExportTo',
  'disableEnvoyListenerLog', 'discoverySelectors', 'dnsRefreshRate', 'enableAutoMtls', 'enableEnvoyAccessLogService', 'enablePrometheusMerge', 'enableTracing', 'extensionProviders',
  'h2UpgradePolicy', 'hboneIdleTimeout', 'inboundClusterStatName', 'inboundTrafficPolicy', 'ingressClass', 'ingressControllerMode', 'ingressSelector', 'ingressService',
  'localityLbSetting', 'meshMTLS', 'outboundClusterStatName', 'outboundTrafficPolicy', 'pathNormalization', 'protocolDetectionTimeout', 'proxyHttpPort', 'proxyInboundListenPort',
  'proxyListenPort', 'rootNamespace', 'serviceEntryVisibility', 'serviceScopeConfigs', 'serviceSettings', 'tcpKeepalive', 'tlsDefaults', 'trustDomain', 'trustDomainAliases',
  'verifyCertificateAtClient', 'zoneAwareLbSetting',
];

/** A field whose name is nearly one of MeshConfig. Istio ignores it silently. */
export function misspeltKey(config: JsonObject): { readonly given: string; readonly right: string } | undefined {
  for (const given of Object.keys(config)) {
    const right = misspelt(given, KEYS);
    if (right !== undefined) { return { given, right }; }
  }
  return undefined;
}
