/** Ports of the sidecar itself: outbound, inbound, health and metrics. */
export const RESERVED_PORTS: ReadonlySet<number> = new Set([15001, 15006, 15021, 15090]);
