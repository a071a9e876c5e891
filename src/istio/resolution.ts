/**
 * How sidecars resolve the address of a service.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/service-entry/#ServiceEntry-Resolution
 */
export enum Resolution {
  /** To the address that the application connects to. */
  NONE = 'NONE',
  /** To the addresses of the endpoints. */
  STATIC = 'STATIC',
  /** By a DNS query of the sidecar; it uses all answers. */
  DNS = 'DNS',
  /** By a DNS query of the sidecar; it uses one answer at a time, for names with many addresses that change. */
  DNS_ROUND_ROBIN = 'DNS_ROUND_ROBIN',
  /** By a DNS query of the sidecar for the name in the request. For wildcard hosts only; in sidecars since Istio 1.30. */
  DYNAMIC_DNS = 'DYNAMIC_DNS',
}

/**
 * Whether a service is part of the mesh.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/service-entry/#ServiceEntry-Location
 */
export enum Location {
  /** It is outside of the mesh, without a sidecar: no mutual TLS. */
  MESH_EXTERNAL = 'MESH_EXTERNAL',
  /** It is a workload of the mesh. */
  MESH_INTERNAL = 'MESH_INTERNAL',
}
