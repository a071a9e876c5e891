import type { OperatorVersion } from './operator-version';
import type { ServiceEntryVisibility } from './service-entry-visibility';

/** What a sidecar does with traffic to an unknown destination. */
export enum OutboundTrafficMode {
  /** The connection is closed. A plain text request is answered with 502. */
  REGISTRY_ONLY = 'REGISTRY_ONLY',
  /** The connection is passed through unchanged. Istio's default. */
  ALLOW_ANY = 'ALLOW_ANY',
  /** Like ALLOW_ANY, but plain text requests are resolved by their Host header. Since Istio 1.31. */
  ALLOW_ANY_DYNAMIC_DNS = 'ALLOW_ANY_DYNAMIC_DNS',
}

/** The settings of a mesh that affect what its objects mean. They are in Istio's `MeshConfig`, which is not part of the manifests of an app. */
export interface MeshSettings {
  /** Istio's minor version, such as `1.31`. */
  readonly istioVersion: string;
  /** Namespace whose Sidecar without a selector is the default for all namespaces. */
  readonly rootNamespace: string;
  readonly outboundTrafficPolicy: OutboundTrafficMode;
  /** Namespaces that a ServiceEntry without `exportTo` is exported to. */
  readonly defaultServiceExportTo: readonly string[];
  /** Namespaces that a VirtualService without `exportTo` is exported to. All namespaces if it is not set. */
  readonly defaultVirtualServiceExportTo?: readonly string[];
  /** Limits the `exportTo` of ServiceEntries. Since Istio 1.31. */
  readonly serviceEntryVisibility?: ServiceEntryVisibility;
  /** Whether sidecars start mutual TLS by themselves with pods that have one (`meshConfig.enableAutoMtls`). They do if it is not set. */
  readonly autoMtls?: boolean;
  /** Whether sidecars answer DNS queries (`ISTIO_META_DNS_CAPTURE`). */
  readonly dnsCapture: boolean;
  /**
   * Whether istiod allocates addresses to ServiceEntries without addresses: `PILOT_ENABLE_IP_AUTOALLOCATE`, on since Istio 1.25. Before, sidecars with
   * DNS capture and `ISTIO_META_DNS_AUTO_ALLOCATE` get such addresses too.
   */
  readonly autoAllocateIp: boolean;
  /**
   * Whether sidecars are configured to use allocated addresses (`ISTIO_META_DNS_AUTO_ALLOCATE` in `proxyMetadata`). False if it is not set. Istio
   * does not need this setting since 1.25, but `istioctl analyze` still checks it.
   */
  readonly dnsAutoAllocate?: boolean;
  /** Whether containers start after their sidecar is ready (`meshConfig.defaultConfig.holdApplicationUntilProxyStarts`). False if it is not set. */
  readonly holdsApplications?: boolean;
  /** Access log providers of workloads whose Telemetry has none (`defaultProviders.accessLogging`). Empty if it is not set. */
  readonly defaultAccessLogProviders?: readonly string[];
  /** Minor version of the Dynatrace operator. `1.10` if it is not set. */
  readonly operatorVersion?: OperatorVersion;
  /** Label selectors of the namespaces that istiod looks at (`meshConfig.discoverySelectors`), of which one must match; all namespaces without any. */
  readonly discoverySelectors?: readonly unknown[];
  /** DNS domain of the cluster, which completes the names of Services (`--cluster-domain` of the kubelet, `global.proxy.clusterDomain` of Istio); `cluster.local` if it is not set. */
  readonly clusterDomain?: string;
}

/** Istio's own defaults. */
export const DEFAULT_MESH_SETTINGS: MeshSettings = {
  istioVersion: '1.31',
  rootNamespace: 'istio-system',
  outboundTrafficPolicy: OutboundTrafficMode.ALLOW_ANY,
  defaultServiceExportTo: ['*'],
  dnsCapture: false,
  autoAllocateIp: true,
};
