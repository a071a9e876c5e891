/** Listeners that every proxy has for itself, bound to all addresses: its health and its metrics. */
export const OWN_LISTENERS: ReadonlyMap<number, string> = new Map([[15021, 'health checks'], [15090, 'metrics']]);
