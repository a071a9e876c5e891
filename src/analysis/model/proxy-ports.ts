/** Ports of the sidecar itself: its two entrances, its health, its metrics. */
export const RESERVED_PORTS: ReadonlySet<number> = new Set([15001, 15006, 15021, 15090]);
