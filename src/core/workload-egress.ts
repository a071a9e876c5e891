import type { EgressProtocol } from './egress-destination';

/** What becomes of a connection that a workload opens. */
export enum EgressVerdict {
  /** It goes to the service that is meant. */
  REACHABLE = 'REACHABLE',
  /** The sidecar passes it on without knowing its destination. */
  PASSTHROUGH = 'PASSTHROUGH',
  /** It goes past the sidecar. */
  BYPASSED = 'BYPASSED',
  /** It goes to a service that is not meant. */
  MISROUTED = 'MISROUTED',
  /** It is refused. */
  BLOCKED = 'BLOCKED',
  /** That hangs on something that no manifest says, such as the age of an object. */
  UNKNOWN = 'UNKNOWN',
}

/** A destination outside the mesh that a workload gets to. */
export interface WorkloadDestination {
  /** A DNS name, or a wildcard such as `*.example.com`. */
  readonly host: string;

  /**
   * IP address or CIDR that the workload must dial.
   *
   * @default - any address, or the one that DNS has for the host
   */
  readonly address?: string;

  /** The port that is dialled. */
  readonly port: number;

  /** What must be spoken. */
  readonly protocol: EgressProtocol;

  /** The object that lets the workload get there, such as `ServiceEntry dynatrace/api`. */
  readonly via: string;

  /** REACHABLE, PASSTHROUGH or BYPASSED; UNKNOWN if it may be one of them. */
  readonly verdict: EgressVerdict;
}

/** What becomes of connections to hosts that no object of the mesh names. */
export interface UnknownHostEgress {
  /**
   * The port that is dialled.
   *
   * @default - all ports that are not listed
   */
  readonly port?: number;

  /** What is spoken. */
  readonly protocol: EgressProtocol;

  /** What becomes of the connection. */
  readonly verdict: EgressVerdict;

  /**
   * Host of the service that gets the connection.
   *
   * @default - no service does
   */
  readonly service?: string;
}

/** Where a workload gets to, as its sidecar decides. */
export interface WorkloadEgress {
  /** The workload, such as `Deployment shop/web`. */
  readonly workload: string;

  /** The destinations outside the mesh that it gets to, by host, address, port and protocol. */
  readonly destinations: WorkloadDestination[];

  /** What hosts get that no object names, by port and protocol; all other ports come last. */
  readonly unknownHosts: UnknownHostEgress[];
}
