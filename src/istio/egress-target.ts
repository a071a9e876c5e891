import { EgressHost } from './egress-host';

/**
 * Something that workloads can be let out to: a ServiceEntry, an egress host, or a pattern that stands for several ServiceEntries.
 */
export interface IEgressTarget {
  /** The hosts that a Sidecar must import. Asked for at synth, so that what is added late is imported too. */
  readonly egressHosts: EgressHost[];
}
