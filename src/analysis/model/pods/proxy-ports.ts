/** Ports of the sidecar itself: outbound, inbound, health and metrics. */
export const RESERVED_PORTS: ReadonlySet<number> = new Set([15001, 15006, 15021, 15090]);

/** Listeners that every proxy has for itself, bound to all addresses: its health and its metrics. */
export const OWN_LISTENERS: ReadonlyMap<number, string> = new Map([[15021, 'health checks'], [15090, 'metrics']]);

/** Ports on which the proxy of a gateway listens itself, or that Istio reserves: no route of a gateway can use them. */
export const GATEWAY_RESERVED_PORTS: ReadonlySet<number> = new Set([15000, 15001, 15004, 15006, 15008, 15020, 15021, 15053, 15090]);

/** Port of istiod where proxies get their configuration and certificates. */
export const ISTIOD_PORT = 15012;
