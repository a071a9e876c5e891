import { Severity } from './finding';
import type { RuleBase } from './rule';

/** A rule that only this library knows, and that no object violates by itself. */
export interface OwnRule extends RuleBase {
  readonly upstream: 'ours';
}

/** A workload does not reach a destination that it must reach. */
export const UNREACHABLE: OwnRule = { name: 'mesh/egress-unreachable', severity: Severity.ERROR, upstream: 'ours' };

/** Whether a workload reaches a destination depends on something that the objects do not show. */
export const UNPROVED: OwnRule = { name: 'mesh/egress-unproved', severity: Severity.WARNING, upstream: 'ours' };

/** A requirement has no workload. */
export const NO_WORKLOAD: OwnRule = { name: 'mesh/egress-without-workload', severity: Severity.WARNING, upstream: 'ours' };

/** The rules about requirements. */
export const REQUIREMENT_RULES: readonly OwnRule[] = [UNREACHABLE, UNPROVED, NO_WORKLOAD];
