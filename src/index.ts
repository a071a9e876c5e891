export { Severity } from './analysis/findings/finding';
export { FindingSource } from './analysis/findings/upstream';

export { EgressDestination, EgressProtocol } from './core/egress-destination';
export { FailOn, type MeshFinding, type RelatedObject } from './core/findings/mesh-finding';
export { type DisabledRule, Mesh, type MeshProps } from './core/mesh';
export * from './core/outbound-traffic-policy';
export { Resource, type ResourceProps } from './core/resource';
export { EgressVerdict, type UnknownHostEgress, type WorkloadDestination, type WorkloadEgress } from './core/workload-egress';

export { CommunicationEndpoint, type CommunicationEndpointProps, EndpointScheme } from './dynatrace/connection/communication-endpoint';
export * from './dynatrace/connection/connection-info';
export { DynatraceProxy } from './dynatrace/connection/dynatrace-proxy';
export { ArgoCdDifference, type ArgoCdDifferenceOptions } from './dynatrace/delivery/argo-cd-difference';
export { type ArgoCdApplicationOptions } from './dynatrace/delivery/argo-cd-options';
export { type ArgoCdDeliveryOptions } from './dynatrace/delivery/helm-argo-cd';
export * from './dynatrace/delivery/helm-delivery';
export { FluxChartSource, type FluxDeliveryOptions } from './dynatrace/delivery/helm-flux';
export * from './dynatrace/dynakube/active-gate-options';
export { DynaKubeCrdVersion } from './dynatrace/dynakube/dynakube-crd-version';
export * from './dynatrace/dynakube/dynakube-features';
export * from './dynatrace/dynakube/dynakube-mode';
export * from './dynatrace/dynakube/dynakube-props';
export * from './dynatrace/dynakube/dynakube-spec-pass-through';
export * from './dynatrace/dynakube/dynakube-templates';
export * from './dynatrace/dynakube/dynakube';
export * from './dynatrace/dynakube/feature-flag';
export * from './dynatrace/dynakube/one-agent-mode-options';
export * from './dynatrace/edge-connect/edge-connect-props';
export * from './dynatrace/edge-connect/edge-connect';
export { OneAgentInjection, OneAgentVolumeType } from './dynatrace/injection/one-agent-injection';
export { OneAgentNamespace, type ReleaseMapping } from './dynatrace/injection/one-agent-namespace';
export { type LegacyOneAgentProps } from './dynatrace/legacy/legacy-one-agent-props';
export * from './dynatrace/legacy/one-agent-apm';
export * from './dynatrace/legacy/one-agent-operator-props';
export * from './dynatrace/legacy/one-agent-operator';
export * from './dynatrace/legacy/one-agent';
export * from './dynatrace/migration/dynakube-migration';
export * from './dynatrace/operator/dynatrace-operator-props';
export * from './dynatrace/operator/dynatrace-operator';
export {
  type ConfigMapKeySelector, type EnvVar, type EnvVarSource, type ObjectFieldSelector, type ResourceFieldSelector, type ResourceRequirements,
  type SecretKeySelector,
} from './dynatrace/pods/container';
export { ImagePullPolicy, type ImageRef } from './dynatrace/pods/image-ref';
export { type LabelSelector, LabelSelectorOperator, type LabelSelectorRequirement } from './dynatrace/pods/label-selector';
export * from './dynatrace/pods/rolling-update';
export {
  DnsPolicy, NodeInclusionPolicy, TaintEffect, type Toleration, TolerationOperator, type TopologySpreadConstraint,
  UnsatisfiableConstraintAction,
} from './dynatrace/pods/scheduling';
export * from './dynatrace/shared/one-agent-flavor';
export { OperatorPlatform, OperatorVersion } from './dynatrace/shared/operator-target';
export { type ExternalSecretRemoteRef, type ExternalTokenSecretOptions, SecretStoreRef } from './dynatrace/tokens/external-secret';
export * from './dynatrace/tokens/token-secret';

export { ActiveGateInMesh, type ActiveGateInMeshProps } from './egress/active-gate-in-mesh';
export { DynaKubeService } from './egress/dynakube-service';
export { EgressNetworkPolicy } from './egress/egress-network-policy';
export * from './egress/egress-network-policy-props';
export { ForwardProxy, type ForwardProxyProps } from './egress/forward-proxy';
export { type IOneAgentEgress } from './egress/monitored-workloads';
export { NamespaceEgress } from './egress/namespace-egress';
export * from './egress/namespace-egress-props';
export { OneAgentEgress, type OneAgentEgressProps } from './egress/one-agent-egress';
export { OperatorCompatibleEgress, type OperatorCompatibleEgressProps } from './egress/operator-compatible-egress';

export { EgressGateway } from './gateway/egress-gateway';
export { type EgressGatewayAttributes } from './gateway/egress-gateway-attributes';
export * from './gateway/egress-gateway-props';
export { Waypoint, type WaypointAttributes, type WaypointProps } from './gateway/waypoint';

export { type ArgoCdAnnotations } from './gitops/argo-cd-annotations';
export * from './gitops/argo-cd-application-set';
export * from './gitops/argo-cd-application';
export { type ArgoCdSourceOptions } from './gitops/argo-cd-source';
export * from './gitops/argo-cd';
export * from './gitops/flux-delivery';
export { FluxKustomization, type FluxKustomizationOptions } from './gitops/flux-kustomization';
export { type FluxGitRepositoryOptions, type FluxOciRepositoryOptions, FluxSource } from './gitops/flux-source';
export { KustomizationFile } from './gitops/kustomization-file';

export * from './istio/capture-mode';
export * from './istio/connection-pool';
export { type EgressRouteOptions, type IEgressGateway, type IWaypoint } from './istio/egress-gateway-interface';
export * from './istio/egress-host';
export * from './istio/export-scope';
export * from './istio/interception-mode';
export * from './istio/port-protocol';
export { ProxyBypass } from './istio/proxy-bypass';
export * from './istio/proxy/proxy-config';
export { ProxySettings } from './istio/proxy/proxy-settings';
export * from './istio/resolution';
export * from './istio/routes/http-route';
export * from './istio/service-entry-endpoint';
export * from './istio/service-entry-interface';
export * from './istio/service-entry';
export { type ServiceEntryProps } from './istio/service-entry-props';
export * from './istio/service-port';
export * from './istio/sidecar-egress-listener';
export * from './istio/sidecar-ingress-listener';
export * from './istio/sidecar';
export * from './istio/tls/gateway-tls';
export * from './istio/tls/sidecar-tls';
export { type TlsOriginationOptions } from './istio/tls/tls-origination';

export { EgressValidation, type EgressValidationOptions } from './plugin/egress-validation';

export * from './tracing/mesh-config-values';
export * from './tracing/open-telemetry-provider';
export { ProxyMetrics, type ProxyMetricsOptions } from './tracing/proxy-metrics';
export * from './tracing/telemetry';
export * from './tracing/trace-exporter';
export * from './tracing/tracing-tag';

export * as l1 from '../imports';
