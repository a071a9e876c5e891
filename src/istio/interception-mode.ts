/**
 * How the traffic of a pod is redirected to its sidecar.
 *
 * @see https://istio.io/latest/docs/reference/config/annotations/#SidecarInterceptionMode
 */
export enum InterceptionMode {
  /** Iptables REDIRECT: the source address of inbound traffic is lost. */
  REDIRECT = 'REDIRECT',
  /** Iptables TPROXY: the source address of inbound traffic is kept. */
  TPROXY = 'TPROXY',
  /** It is not redirected. */
  NONE = 'NONE',
}
