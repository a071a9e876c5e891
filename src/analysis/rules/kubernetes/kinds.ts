/** The kinds of the API groups of Istio and Dynatrace. */
export const KINDS_OF_GROUPS: Readonly<Record<string, readonly string[]>> = {
  'networking.istio.io': [
    'DestinationRule', 'EnvoyFilter', 'Gateway', 'ProxyConfig', 'ServiceEntry', 'Sidecar', 'VirtualService', 'WorkloadEntry', 'WorkloadGroup',
  ],
  'security.istio.io': ['AuthorizationPolicy', 'PeerAuthentication', 'RequestAuthentication'],
  'telemetry.istio.io': ['Telemetry'],
  'extensions.istio.io': ['TrafficExtension', 'WasmPlugin'],
  'dynatrace.com': ['DynaKube', 'EdgeConnect', 'OneAgent', 'OneAgentAPM'],
};
