import type { ReportedDestination, ReportedEgress } from '../egress-report';

/** A destination in a picture: one that a workload reaches, or one that an object declares for it, but that it does not reach (BLOCKED). */
export type PicturedDestination = ReportedDestination;

/** A workload in a picture. */
export interface PicturedWorkload extends ReportedEgress {
  readonly destinations: readonly PicturedDestination[];
  /** What decides for its sidecar: `Sidecar shop/default`, `no Sidecar`, or `no sidecar proxy`. */
  readonly sidecar: string;
}

/** What a picture shows. */
export interface PicturedEgress {
  readonly workloads: readonly PicturedWorkload[];
  readonly notes: readonly string[];
}
