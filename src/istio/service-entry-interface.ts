import { IConstruct } from 'constructs';
import { IEgressTarget } from './egress-host';
import { ServicePort } from './service-port';

/** A ServiceEntry, of this app or not. */
export interface IServiceEntry extends IConstruct, IEgressTarget {
  /** Name of the ServiceEntry. */
  readonly name: string;
  /** Namespace of the ServiceEntry. */
  readonly namespace: string;
  /** Hosts of the ServiceEntry, spelled as in its manifest. */
  readonly hosts: string[];
  /** Ports of the ServiceEntry; empty if they are not known. */
  readonly ports: ServicePort[];
}

/** Attributes of a ServiceEntry that is not part of this app, for `ServiceEntry.fromServiceEntryAttributes()`. */
export interface ServiceEntryAttributes {
  /** Namespace of the ServiceEntry. */
  readonly namespace: string;

  /** Name of the ServiceEntry. */
  readonly name: string;

  /** Hosts of the ServiceEntry, spelled exactly as in its manifest; at least one. */
  readonly hosts: string[];

  /**
   * Ports of the ServiceEntry.
   *
   * @default - not known, so that egress through them can't be proved
   */
  readonly ports?: ServicePort[];
}
