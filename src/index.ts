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

export { type IOneAgentEgress } from './egress/monitored-workloads';
export { NamespaceEgress } from './egress/namespace-egress';
export * from './egress/namespace-egress-props';
export { OneAgentEgress, type OneAgentEgressProps } from './egress/one-agent-egress';
export { OperatorCompatibleEgress, type OperatorCompatibleEgressProps } from './egress/operator-compatible-egress';

export { EgressGateway } from './gateway/egress-gateway';
export { type EgressGatewayAttributes } from './gateway/egress-gateway-attributes';
export * from './gateway/egress-gateway-props';

export * from './istio/capture-mode';
export * from './istio/connection-pool';
export { type EgressRouteOptions, type IEgressGateway } from './istio/egress-gateway-interface';
export * from './istio/egress-host';
export * from './istio/export-scope';
export * from './istio/gateway-tls';
export * from './istio/interception-mode';
export * from './istio/port-protocol';
export { ProxyBypass } from './istio/proxy-bypass';
export * from './istio/resolution';
export * from './istio/service-entry-endpoint';
export * from './istio/service-entry-interface';
export * from './istio/service-entry';
export * from './istio/service-port';
export * from './istio/sidecar-egress-listener';
export * from './istio/sidecar-ingress-listener';
export * from './istio/sidecar';

export { EgressValidation, type EgressValidationOptions } from './plugin/egress-validation';

export * as l1 from '../imports';
