import { Severity } from '../analysis/findings/finding';
import { NO_WORKLOAD, OwnRule, UNPROVED, UNREACHABLE } from '../analysis/findings/requirement-rules';

export { NO_WORKLOAD, UNPROVED, UNREACHABLE } from '../analysis/findings/requirement-rules';

/** A rule that only constructs can check, because their manifests do not show what it is about. */
export type ConstructRule = OwnRule;

function rule(name: string, severity: Severity): ConstructRule {
  return { name, severity, upstream: 'ours' };
}

/** A rule is turned off where it finds nothing. */
export const UNUSED_SUPPRESSION = rule('mesh/unused-suppression', Severity.WARNING);

/** The app writes two objects to one file. */
export const OVERWRITTEN_FILE = rule('mesh/overwritten-file', Severity.ERROR);

/** An item of a List has no namespace, and cdk8s does not add that of the chart. */
export const LIST_ITEM_WITHOUT_NAMESPACE = rule('mesh/list-item-without-namespace', Severity.WARNING);

/** The endpoints use a port of a host with TLS and without. */
export const PORT_WITH_AND_WITHOUT_TLS = rule('one-agent-egress/port-with-and-without-tls', Severity.WARNING);

/** A workload bypasses its sidecar for addresses, but no endpoint is an address. */
export const BYPASS_WITHOUT_ADDRESS = rule('one-agent-egress/bypass-without-address', Severity.WARNING);

/** No workload of the mesh gets code modules, so nothing is proved. */
export const EGRESS_WITHOUT_WORKLOAD = rule('one-agent-egress/without-workload', Severity.WARNING);

/** The workloads that get code modules, or the DynaKube, are below another Mesh. */
export const EGRESS_IN_OTHER_MESH = rule('one-agent-egress/other-mesh', Severity.WARNING);

/** The connection info is of another environment than the DynaKube. */
export const OTHER_ENVIRONMENT = rule('one-agent-egress/other-environment', Severity.WARNING);

/** The connection info is of another network zone than the DynaKube. */
export const OTHER_NETWORK_ZONE = rule('one-agent-egress/other-network-zone', Severity.WARNING);

/** Code modules connect to the proxy of the DynaKube, which nothing is proved about. */
export const PROXY_UNPROVED = rule('one-agent-egress/proxy-unproved', Severity.WARNING);

/** The DynaKube has another proxy than the mesh allows, or none. */
export const OTHER_PROXY = rule('one-agent-egress/other-proxy', Severity.WARNING);

/** A Sidecar imports a target that is below another Mesh. */
export const TARGET_IN_OTHER_MESH = rule('mesh/target-in-other-mesh', Severity.WARNING);

/** A Sidecar of a locked namespace blocks what the manifests of its workloads name, or will block what they reach. */
export const BLOCKED_DESTINATION = rule('namespace-egress/blocked-destination', Severity.WARNING);

/** Workloads of a locked namespace connect to any host all the same. */
export const NOT_LOCKED = rule('namespace-egress/not-locked', Severity.WARNING);

/** Sidecars start TLS with a Secret that istiod does not pass to them. */
export const SECRET_NOT_READABLE = rule('service-entry/secret-not-readable', Severity.ERROR);

/** A Telemetry uses a provider that the configuration of the mesh does not have. */
export const UNLISTED_PROVIDER = rule('telemetry/unlisted-provider', Severity.WARNING);

/** A mesh has several lists of providers, which Helm does not merge. */
export const SEVERAL_PROVIDER_LISTS = rule('telemetry/several-provider-lists', Severity.WARNING);

/** A custom resource needs a module of the operator that is not installed. */
export const OPERATOR_MODULE_OFF = rule('dynatrace-operator/module-off', Severity.ERROR);

/** A DynaKube has `enableIstio`, and the version of the operator allows one endpoint only. */
export const OPERATOR_LOSES_ENDPOINTS = rule('dynatrace-operator/loses-endpoints', Severity.ERROR);

/** A custom resource is not in the operator's namespace. */
export const OPERATOR_ELSEWHERE = rule('dynatrace-operator/other-namespace', Severity.WARNING);

/** A custom resource is in the chart of the operator that installs its CRD. */
export const OPERATOR_IN_SAME_CHART = rule('dynatrace-operator/same-chart', Severity.WARNING);

/** A DynaKube has a feature flag for the CSI driver, which is not installed. */
export const OPERATOR_CSI_DRIVER_OFF = rule('dynatrace-operator/csi-driver-off', Severity.WARNING);

/** A custom resource is not in the namespace of the legacy operator. */
export const LEGACY_OPERATOR_ELSEWHERE = rule('one-agent-operator/other-namespace', Severity.WARNING);

/** A OneAgentAPM needs the webhook of the legacy operator, which newer clusters cannot call. */
export const LEGACY_WEBHOOK_WITHOUT_CA = rule('one-agent-operator/webhook-without-ca', Severity.WARNING);

/** All rules of constructs. */
export const CONSTRUCT_RULES: readonly ConstructRule[] = [
  UNREACHABLE, UNPROVED, NO_WORKLOAD, TARGET_IN_OTHER_MESH, UNUSED_SUPPRESSION, OVERWRITTEN_FILE, LIST_ITEM_WITHOUT_NAMESPACE,
  PORT_WITH_AND_WITHOUT_TLS, BYPASS_WITHOUT_ADDRESS, EGRESS_WITHOUT_WORKLOAD, EGRESS_IN_OTHER_MESH, OTHER_ENVIRONMENT, OTHER_NETWORK_ZONE,
  PROXY_UNPROVED, OTHER_PROXY, BLOCKED_DESTINATION, NOT_LOCKED, SECRET_NOT_READABLE,
  UNLISTED_PROVIDER, SEVERAL_PROVIDER_LISTS,
  OPERATOR_MODULE_OFF, OPERATOR_LOSES_ENDPOINTS, OPERATOR_ELSEWHERE, OPERATOR_IN_SAME_CHART, OPERATOR_CSI_DRIVER_OFF,
  LEGACY_OPERATOR_ELSEWHERE, LEGACY_WEBHOOK_WITHOUT_CA,
];
