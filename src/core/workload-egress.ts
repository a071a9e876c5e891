import type { EgressProtocol } from './egress-destination';

/** What happens to a connection that a workload opens. */
export enum EgressVerdict {
  /** It goes to the intended service. */
  REACHABLE = 'REACHABLE',
  /** The sidecar forwards it although it does not know the destination. */
  PASSTHROUGH = 'PASSTHROUGH',
  /** It bypasses the sidecar. */
  BYPASSED = 'BYPASSED',
  /** It goes to a service other than the intended one. */
  MISROUTED = 'MISROUTED',
  /** It is refused. */
  BLOCKED = 'BLOCKED',
  /** It depends on something that the app does not show, such as the age of an object. */
  UNKNOWN = 'UNKNOWN',
}

/** A destination outside the mesh that a workload reaches. */
export interface WorkloadDestination {
  /** A DNS name, or a wildcard such as `*.example.com`. */
  readonly host: string;

  /**
   * IP address or CIDR that the workload must connect to.
   *
   * @default - any address, or the address of the host in DNS
   */
  readonly address?: string;

  /** The port that the workload connects to. */
  readonly port: number;

  /** The protocol that the workload must use. */
  readonly protocol: EgressProtocol;

  /** The object that allows the connection, such as `ServiceEntry dynatrace/api`. */
  readonly via: string;

  /** REACHABLE, PASSTHROUGH or BYPASSED; UNKNOWN if one of these is possible. */
  readonly verdict: EgressVerdict;

  /**
   * The Service of the gateway that the connection goes through, such as `Service egress/egress-gateway`.
   *
   * @default - the connection goes through no gateway
   */
  readonly gateway?: string;
}

/** What happens to connections to hosts that no object of the mesh declares. */
export interface UnknownHostEgress {
  /**
   * The port that the workload connects to.
   *
   * @default - all ports that are not listed
   */
  readonly port?: number;

  /** The protocol. */
  readonly protocol: EgressProtocol;

  /** What happens to the connection. */
  readonly verdict: EgressVerdict;

  /**
   * Host of the service that receives the connection.
   *
   * @default - no service receives it
   */
  readonly service?: string;
}

/** The destinations that the sidecar of a workload lets it reach. */
export interface WorkloadEgress {
  /** The workload, such as `Deployment shop/web`. */
  readonly workload: string;

  /** The destinations outside the mesh that it reaches, sorted by host, address, port and protocol. For the pods of a gateway, those that workloads reach through it. */
  readonly destinations: WorkloadDestination[];

  /** What happens to connections to hosts that no object declares, by port and protocol. All other ports are last. Empty for the pods of a gateway. */
  readonly unknownHosts: UnknownHostEgress[];
}
