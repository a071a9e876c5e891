import type { OperatorVersion } from './operator-version';
import type { ServiceEntryVisibility } from './service-entry-visibility';

/** What a sidecar does with traffic to a destination that it does not know. */
export enum OutboundTrafficMode {
  /** The connection is closed, a plain text request is answered with 502. */
  REGISTRY_ONLY = 'REGISTRY_ONLY',
  /** The connection is passed on as it is. Istio's default. */
  ALLOW_ANY = 'ALLOW_ANY',
  /** As ALLOW_ANY; plain text requests are resolved by their Host header. Since Istio 1.31. */
  ALLOW_ANY_DYNAMIC_DNS = 'ALLOW_ANY_DYNAMIC_DNS',
}

/** The settings of a mesh that decide what its objects mean. They live in Istio's `MeshConfig`, which no manifest of an app shows. */
export interface MeshSettings {
  /** Istio's minor version, such as `1.31`. */
  readonly istioVersion: string;
  /** Namespace whose selector-less Sidecar is the default of all others. */
  readonly rootNamespace: string;
  readonly outboundTrafficPolicy: OutboundTrafficMode;
  /** What a ServiceEntry without `exportTo` is exported to. */
  readonly defaultServiceExportTo: readonly string[];
  /** What a VirtualService without `exportTo` is exported to; everywhere if it is not set. */
  readonly defaultVirtualServiceExportTo?: readonly string[];
  /** What narrows the `exportTo` of ServiceEntries. Since Istio 1.31. */
  readonly serviceEntryVisibility?: ServiceEntryVisibility;
  /** Whether sidecars answer DNS queries (`ISTIO_META_DNS_CAPTURE`). */
  readonly dnsCapture: boolean;
  /** Whether istiod allocates addresses to ServiceEntries without any (`PILOT_ENABLE_IP_AUTOALLOCATE`, on since Istio 1.25). */
  readonly autoAllocateIp: boolean;
  /**
   * Whether sidecars are told to use allocated addresses (`ISTIO_META_DNS_AUTO_ALLOCATE` in `proxyMetadata`). Istio does without since 1.25, but
   * `istioctl analyze` still asks for it;
   * false if it is not set.
   */
  readonly dnsAutoAllocate?: boolean;
  /** Providers of access logs for workloads whose Telemetry names none (`defaultProviders.accessLogging`); none if it is not set. */
  readonly defaultAccessLogProviders?: readonly string[];
  /** Minor version of the Dynatrace operator; `1.10` if it is not set. */
  readonly operatorVersion?: OperatorVersion;
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
