/**
 * How the traffic of a pod is led to its sidecar.
 *
 * @see https://istio.io/latest/docs/reference/config/annotations/#SidecarInterceptionMode
 */
export enum InterceptionMode {
  /** By redirection; the source address is lost. */
  REDIRECT = 'REDIRECT',
  /** By transparent proxying; the source address is kept. */
  TPROXY = 'TPROXY',
  /** Not at all. */
  NONE = 'NONE',
}
