import type { AccessLogEntry } from './access-log';
import type { Dial, Dialled } from './connection';
import type { PodTemplate } from './pod';
import type { ZtunnelEntry } from './ztunnel';

/** A connection of a pod. */
export interface LabDial extends Dial {
  readonly template: PodTemplate;
}

/** What happened to a connection: the reports of the client, the server and the proxies. */
export interface LabObservation extends Dialled {
  /** The entry of the client's own proxy. */
  readonly sidecar?: AccessLogEntry;
  /** The entry of ztunnel, for a pod in ambient mode. */
  readonly ztunnel?: ZtunnelEntry;
  /** The entry of the next proxy: of a gateway, of a waypoint, or of the pod behind a Service. */
  readonly next?: AccessLogEntry;
}
