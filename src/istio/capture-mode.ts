/**
 * How traffic reaches a listener of a sidecar.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/sidecar/#CaptureMode
 */
export enum CaptureMode {
  /** As the mesh's settings say. */
  DEFAULT = 'DEFAULT',
  /** By redirection. */
  IPTABLES = 'IPTABLES',
  /** Applications dial the listener themselves. */
  NONE = 'NONE',
}
