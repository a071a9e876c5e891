import { Severity } from '../analysis/findings/finding';

/** A rule that only a construct can apply, because its manifests no longer show what it is about. */
export interface ConstructRule {
  readonly name: string;
  readonly severity: Severity;
}

/** A workload does not reach what it must. */
export const UNREACHABLE: ConstructRule = { name: 'mesh/egress-unreachable', severity: Severity.ERROR };

/** Whether a workload reaches what it must hangs on something that no manifest says. */
export const UNPROVED: ConstructRule = { name: 'mesh/egress-unproved', severity: Severity.WARNING };

/** A requirement is about workloads that are not there. */
export const NO_WORKLOAD: ConstructRule = { name: 'mesh/egress-without-workload', severity: Severity.WARNING };

/** One port of a host is used with TLS and without: no ServiceEntry can say both. */
export const PORT_WITH_AND_WITHOUT_TLS: ConstructRule = { name: 'one-agent-egress/port-with-and-without-tls', severity: Severity.WARNING };

/** A workload leads the traffic to addresses past its sidecar, but there are no addresses. */
export const BYPASS_WITHOUT_ADDRESS: ConstructRule = { name: 'one-agent-egress/bypass-without-address', severity: Severity.WARNING };

/** A custom resource needs a part of the operator that is not installed. */
export const OPERATOR_MODULE_OFF: ConstructRule = { name: 'dynatrace-operator/module-off', severity: Severity.ERROR };

/** A DynaKube has `enableIstio`, and the operator is of a version that admits one endpoint only. */
export const OPERATOR_LOSES_ENDPOINTS: ConstructRule = { name: 'dynatrace-operator/loses-endpoints', severity: Severity.ERROR };

/** A custom resource is not in the operator's namespace. */
export const OPERATOR_ELSEWHERE: ConstructRule = { name: 'dynatrace-operator/other-namespace', severity: Severity.WARNING };

/** A custom resource is applied together with the operator that brings its CRD. */
export const OPERATOR_IN_SAME_CHART: ConstructRule = { name: 'dynatrace-operator/same-chart', severity: Severity.WARNING };

/** A DynaKube wants something of the CSI driver, which is off. */
export const OPERATOR_CSI_DRIVER_OFF: ConstructRule = { name: 'dynatrace-operator/csi-driver-off', severity: Severity.WARNING };

/** A custom resource is not in the namespace of the legacy operator. */
export const LEGACY_OPERATOR_ELSEWHERE: ConstructRule = { name: 'one-agent-operator/other-namespace', severity: Severity.WARNING };

/** A OneAgentAPM needs the webhook of the legacy operator, which can't be asked on newer clusters. */
export const LEGACY_WEBHOOK_WITHOUT_CA: ConstructRule = { name: 'one-agent-operator/webhook-without-ca', severity: Severity.WARNING };

/** All rules of constructs. */
export const CONSTRUCT_RULES: readonly ConstructRule[] = [
  UNREACHABLE, UNPROVED, NO_WORKLOAD, PORT_WITH_AND_WITHOUT_TLS, BYPASS_WITHOUT_ADDRESS,
  OPERATOR_MODULE_OFF, OPERATOR_LOSES_ENDPOINTS, OPERATOR_ELSEWHERE, OPERATOR_IN_SAME_CHART, OPERATOR_CSI_DRIVER_OFF,
  LEGACY_OPERATOR_ELSEWHERE, LEGACY_WEBHOOK_WITHOUT_CA,
];
