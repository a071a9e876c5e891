/**
 * How the traffic of applications reaches a listener of a sidecar.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/sidecar/#CaptureMode
 */
export enum CaptureMode {
  /** As the settings of the mesh define. */
  DEFAULT = 'DEFAULT',
  /** Iptables redirects it. */
  IPTABLES = 'IPTABLES',
  /** It is not redirected: applications connect to the listener themselves. */
  NONE = 'NONE',
}
