import type { PagedObject } from '../../src/report/page/page-data';
import type { PicturedDestination, PicturedEgress, PicturedWorkload } from '../../src/report/picture/pictured-egress';
import type { WhyReport } from '../../src/report/why';

/** What the page shows, and where it gets the answers from. */
export interface Source {
  readonly egress: PicturedEgress;
  /** Why a connection of a workload arrives or fails. */
  answer(workload: PicturedWorkload, destination: PicturedDestination): WhyReport | undefined;
  /** The YAML of an object. */
  object(name: string): PagedObject | undefined;
}
