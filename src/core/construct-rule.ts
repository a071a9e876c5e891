import { Severity } from '../analysis/finding';

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

/** All rules of constructs. */
export const CONSTRUCT_RULES: readonly ConstructRule[] = [
  UNREACHABLE, UNPROVED, NO_WORKLOAD, PORT_WITH_AND_WITHOUT_TLS, BYPASS_WITHOUT_ADDRESS,
];
