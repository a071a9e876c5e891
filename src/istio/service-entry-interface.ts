import { IEgressTarget } from './egress-host';
import { ServicePort } from './service-port';

/** A ServiceEntry: one of this app, or one that exists elsewhere. */
export interface IServiceEntry extends IEgressTarget {
  /** Name of the ServiceEntry. */
  readonly name: string;
  /** Namespace of the ServiceEntry. */
  readonly namespace: string;
  /** Its hosts, as they stand in the entry. */
  readonly hosts: string[];
  /** Its ports; empty if they are not known. */
  readonly ports: ServicePort[];
}

/** How to find a ServiceEntry that exists elsewhere. */
export interface ServiceEntryAttributes {
  /** Namespace of the ServiceEntry. */
  readonly namespace: string;

  /** Name of the ServiceEntry. */
  readonly name: string;

  /** Its hosts, exactly as they stand in the entry. */
  readonly hosts: string[];

  /**
   * Its ports.
   *
   * @default - not known: what depends on them can't be proved
   */
  readonly ports?: ServicePort[];
}
