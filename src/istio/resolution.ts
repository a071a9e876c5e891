/**
 * How sidecars find the address to connect to.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/service-entry/#ServiceEntry-Resolution
 */
export enum Resolution {
  /** The address that the application dialled. */
  NONE = 'NONE',
  /** The addresses of the endpoints. */
  STATIC = 'STATIC',
  /** What the sidecar's own DNS query gives; all answers are used. */
  DNS = 'DNS',
  /** What the sidecar's own DNS query gives; one answer at a time, for names whose many addresses rotate. */
  DNS_ROUND_ROBIN = 'DNS_ROUND_ROBIN',
  /** The name in the request, resolved by the sidecar: for wildcard hosts only. Since Istio 1.30 in sidecars. */
  DYNAMIC_DNS = 'DYNAMIC_DNS',
}

/**
 * Whether a service is part of the mesh.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/service-entry/#ServiceEntry-Location
 */
export enum Location {
  /** Outside: no mutual TLS, no sidecar on the other side. */
  MESH_EXTERNAL = 'MESH_EXTERNAL',
  /** Inside: a workload that is part of the mesh. */
  MESH_INTERNAL = 'MESH_INTERNAL',
}
