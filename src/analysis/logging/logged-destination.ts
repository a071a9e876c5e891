import type { LogEntry } from './log-entry';
import { MAX_PORT } from '../base/port-number';
import { canonicalIp, isIpAddress } from '../syntax/addresses';
import { isFqdn, normalizeHost } from '../syntax/hosts';

/** A destination that a sidecar's log names: a host, or an address if the log has no name for it. */
export interface LoggedDestination {
  readonly protocol: 'http' | 'https' | 'tcp';
  /** In lower case. */
  readonly host?: string;
  /** The address that was dialled. */
  readonly address: string;
  readonly port: number;
  /** Whether requests are HTTP/2 without TLS, as those of gRPC. */
  readonly isHttp2: boolean;
}

/** What an entry is about. */
export type Logged =
  /** A connection to a destination that no object declares: it passed the open mesh, or the locked mesh refused it. */
  | { readonly kind: 'undeclared'; readonly destination: LoggedDestination }
  /** A connection to a service of the mesh, or from outside to the pod. */
  | { readonly kind: 'declared' }
  /** A connection that may be one to the pod: the log has nothing that tells. */
  | { readonly kind: 'refused'; readonly destination: LoggedDestination };

const UNDECLARED_CLUSTERS: ReadonlySet<string> = new Set(['PassthroughCluster', 'BlackHoleCluster']);
const UNDECLARED_ROUTES: ReadonlySet<string> = new Set(['block_all', 'allow_any']);

/** Reads what an entry is about. Undefined if its address is not one, as for a Unix socket. */
export function loggedConnection(entry: LogEntry): Logged | undefined {
  const dialled = parseAddress(entry.dialled);
  if (dialled === undefined) { return undefined; }
  const { cluster, route, flags = '' } = entry;
  if (cluster !== undefined) { return UNDECLARED_CLUSTERS.has(cluster) ? { kind: 'undeclared', destination: destinationOf(entry, dialled) } : { kind: 'declared' }; }
  if (route !== undefined && UNDECLARED_ROUTES.has(route)) { return { kind: 'undeclared', destination: destinationOf(entry, dialled) }; }
  return flags.split(',').includes('NR') ? { kind: 'refused', destination: destinationOf(entry, dialled) } : { kind: 'declared' };
}

/** The address of the client that a log has, without its port. */
export function clientAddress({ client }: LogEntry): string | undefined {
  return client === undefined ? undefined : parseAddress(client)?.address;
}

interface Dialled {
  readonly address: string;
  readonly port: number;
}

function destinationOf(entry: LogEntry, { address, port }: Dialled): LoggedDestination {
  const { method, protocol, serverName } = entry;
  if (serverName !== undefined && isFqdn(serverName)) { return { protocol: 'https', host: normalizeHost(serverName), address, port, isHttp2: false }; }
  const host = method === undefined || method === 'CONNECT' ? undefined : hostOf(entry, port);
  if (host !== undefined) { return { protocol: 'http', host, address, port, isHttp2: protocol === 'HTTP/2' }; }
  return { protocol: 'tcp', address, port, isHttp2: false };
}

/**
 * The host of a request, if the client dialled it. A request for another port is one to a proxy, which the client dialled instead of the host. The host may be an
 * address: then the log has no name.
 */
function hostOf({ authority = '' }: LogEntry, port: number): string | undefined {
  const [, name, portText] = /^([^:[\]]+)(?::(\d+))?$/.exec(authority) ?? [];
  if (name === undefined || isIpAddress(name) || !isFqdn(name)) { return undefined; }
  return Number(portText ?? 80) === port ? normalizeHost(name) : undefined;
}

/** An address with a port, as Envoy writes it: `203.0.113.7:443`, or `[2001:db8::7]:443`. */
function parseAddress(text: string): Dialled | undefined {
  const [, ipv6, ipv4, port] = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text) ?? [];
  const address = ipv6 ?? ipv4;
  const number = Number(port);
  const isKnown = address !== undefined && isIpAddress(address) && number > 0 && number <= MAX_PORT;
  return isKnown ? { address: canonicalIp(address), port: number } : undefined;
}
