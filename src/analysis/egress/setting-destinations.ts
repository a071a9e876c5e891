import type { Destination } from '../reach/trace/egress-proof';
import { canonicalIp, isIpAddress } from '../syntax/addresses';
import { isFqdn, normalizeHost } from '../syntax/hosts';

/** Protocol of a question about a connection. */
type Protocol = Destination['protocol'];

/** A destination that a setting consists of: a host or an IP address, and a port. */
export interface SettingDestination {
  /** What the client may speak, the most probable first. It has one item if the scheme of a URL tells. */
  readonly protocols: readonly Protocol[];
  /** A DNS name with a dot. Undefined if there is an address. */
  readonly host?: string;
  /** Undefined if there is a host. */
  readonly address?: string;
  readonly port: number;
  /** Whether a client with a forward proxy connects to the proxy instead. */
  readonly usesProxy: boolean;
}

interface Scheme {
  readonly protocols: readonly Protocol[];
  readonly port?: number;
  /** Whether clients look at the variables of a forward proxy. */
  readonly usesProxy?: boolean;
}

const HTTP: readonly Protocol[] = ['http'];
const TLS: readonly Protocol[] = ['https'];
const TCP: readonly Protocol[] = ['tcp'];
/** TLS with a server name or without one. */
const TLS_OF_ANY_CLIENT: readonly Protocol[] = ['https', 'tcp'];
const ANY: readonly Protocol[] = ['tcp', 'https', 'http'];

const SCHEMES: ReadonlyMap<string, Scheme> = new Map(Object.entries<Scheme>({
  http: { protocols: HTTP, port: 80, usesProxy: true },
  ws: { protocols: HTTP, port: 80, usesProxy: true },
  https: { protocols: TLS, port: 443, usesProxy: true },
  wss: { protocols: TLS, port: 443, usesProxy: true },
  // The scheme does not tell whether the client uses TLS.
  grpc: { protocols: ['http', 'https', 'tcp'], usesProxy: true },
  grpcs: { protocols: TLS, usesProxy: true },
  ...tcp({
    postgres: 5432,
    postgresql: 5432,
    mysql: 3306,
    mariadb: 3306,
    mongodb: 27017,
    redis: 6379,
    sqlserver: 1433,
    mssql: 1433,
    oracle: 1521,
    neo4j: 7687,
    bolt: 7687,
    amqp: 5672,
    kafka: 9092,
    nats: 4222,
    mqtt: 1883,
    memcached: 11211,
    ldap: 389,
    smtp: 25,
    ftp: 21,
    ssh: 22,
    sftp: 22,
    socks: 1080,
    socks4: 1080,
    socks4a: 1080,
    socks5: 1080,
    socks5h: 1080,
  }, TCP),
  ...tcp({ rediss: 6379, amqps: 5671, mqtts: 8883, ldaps: 636, smtps: 465, ftps: 990 }, TLS_OF_ANY_CLIENT),
}));

/** Schemes, and variants of schemes, that use UDP, which sidecars do not handle, or sockets of files, and those whose host is only looked up to find the servers. */
const NOT_TCP: ReadonlySet<string> = new Set([
  'udp', 'udp4', 'udp6', 'dtls', 'quic', 'coap', 'coaps', 'statsd', 'syslog', 'gelf', 'snmp', 'ntp', 'sip', 'sips', 'stun', 'stuns', 'turn', 'turns', 'tftp', 'rtp', 'srt', 'dns', 'srv', 'unix',
]);

/** Prefixes of URLs: drivers of Java, and a resolver of gRPC. */
const JDBC = /^(?:jdbc|r2dbc):(?:[a-z0-9]+:)*(?=[a-z][a-z0-9+.-]*:\/\/)/i;
const ORACLE = /^jdbc:oracle:thin:[^@\s]*@(?:tcp:)?\/\//i;
const GRPC_TARGET = /^dns:\/\/\//i;

const URL_PARTS = /^([a-z][a-z0-9+.-]*):\/\/(?:[^/?#\s]*@)?([^/?#;@\s]+)([/?#;]\S*)?$/i;
const HOST_AND_PORT = /^(\[[0-9a-f:.]+\]|[^:[\]\s]+)(?::([1-9][0-9]{0,4}))?$/i;
const LAST_LABEL = /(?:^|[.])[a-z][a-z0-9-]*[.]?$/i;
/** Addresses of the pod itself, and those that servers listen on. */
const OWN_ADDRESS = /^(?:127[.]|0[.]|::1?$)/;

/**
 * The destinations that a text consists of: a URL, or a host and a port, or several of the latter with commas. Empty unless it is certain that the text
 * names a destination. User info, paths and queries are not part of the result.
 */
export function destinationsIn(text: string): SettingDestination[] {
  const url = text.trim().replace(ORACLE, 'oracle://').replace(JDBC, '');
  const target = url.replace(GRPC_TARGET, '');
  return url.includes('://') && target === url ? ofUrl(url) : ofHosts(target);
}

function ofUrl(url: string): SettingDestination[] {
  const [, name = '', authority = '', rest = ''] = URL_PARTS.exec(url) ?? [];
  const scheme = schemeOf(name.toLowerCase());
  // A password with a slash that is not escaped would look like a port and a path.
  const mayBePassword = authority.includes(':') && /[^/]@/.test(rest) && !/^[^/?#]*:\/\/[^/?#]*@/.test(url);
  if (!scheme || mayBePassword) { return []; }
  // Only a client of TCP connects to several hosts.
  const hosts = scheme.usesProxy ? [authority] : authority.split(',');
  return all(hosts.map(host => destinationOf(host, scheme)));
}

function ofHosts(text: string): SettingDestination[] {
  return all(text.split(',').map(each => {
    const destination = destinationOf(each.trim(), { protocols: ANY, usesProxy: true });
    // Numbers with dots and a colon can be anything, such as a time.
    return destination?.host === undefined || !LAST_LABEL.test(destination.host) ? undefined : destination;
  }));
}

function schemeOf(name: string): Scheme | undefined {
  const [base, ...variants] = name.split('+');
  if ([base, ...variants].some(part => NOT_TCP.has(part))) { return undefined; }
  // A variant, such as a driver or TLS, says nothing about the port of HTTP.
  const known = SCHEMES.get(base);
  return variants.length === 0 && known ? known : { protocols: ANY, port: known?.usesProxy ? undefined : known?.port };
}

function destinationOf(text: string, { protocols, port: usual, usesProxy = false }: Scheme): SettingDestination | undefined {
  const [, given = '', number] = HOST_AND_PORT.exec(text) ?? [];
  const port = number === undefined ? usual : Number(number);
  if (port === undefined || port > 65535) { return undefined; }
  const name = given.replace(/^\[(.*)\]$/, '$1');
  if (isIpAddress(name)) {
    const address = canonicalIp(name);
    // A sidecar recognizes such a connection by its address, whatever the client speaks.
    return OWN_ADDRESS.test(address) ? undefined : { protocols: [...new Set([...TCP, ...protocols])], address, port, usesProxy };
  }
  const host = normalizeHost(name);
  return host.includes('.') && isFqdn(host) ? { protocols, host, port, usesProxy } : undefined;
}

/** The items if none is missing. */
function all(items: readonly (SettingDestination | undefined)[]): SettingDestination[] {
  const found = items.flatMap(item => item ?? []);
  return found.length === items.length ? found : [];
}

function tcp(ports: { readonly [scheme: string]: number }, protocols: readonly Protocol[]): { [scheme: string]: Scheme } {
  return Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, { protocols, port }]));
}
