import { checkCall } from './signatures/check-call';
import { quote } from '../analysis/base/quote';
import type { Destination } from '../analysis/reach/trace/egress-proof';
import { canonicalIp, isIpAddress } from '../analysis/syntax/addresses';
import { isFqdn, normalizeHost } from '../analysis/syntax/hosts';

/** Protocol that an application uses for a destination. */
export enum EgressProtocol {
  /** Plain text HTTP, with a Host header. */
  HTTP = 'http',
  /** TLS with a server name (SNI), such as HTTPS. */
  HTTPS = 'https',
  /** Any other protocol on TCP, to an IP address or to a host whose address the client looks up. */
  TCP = 'tcp',
}

/**
 * Destination of a connection that an application opens: a host or an IP address, a port, and a protocol.
 */
export class EgressDestination {
  /**
   * TLS to a host, such as HTTPS.
   *
   * @param host a DNS name
   * @param port 1 to 65535; 443 by default
   * @throws if the host is not a DNS name, or the port is not from 1 to 65535
   */
  public static https(host: string, port: number = 443): EgressDestination {
    checkCall('EgressDestination.https', [host, port]);
    return new EgressDestination(EgressProtocol.HTTPS, port, checkHost(host), undefined);
  }

  /**
   * Plain text HTTP to a host.
   *
   * @param host a DNS name
   * @param port 1 to 65535; 80 by default
   * @throws if the host is not a DNS name, or the port is not from 1 to 65535
   */
  public static http(host: string, port: number = 80): EgressDestination {
    checkCall('EgressDestination.http', [host, port]);
    return new EgressDestination(EgressProtocol.HTTP, port, checkHost(host), undefined);
  }

  /**
   * Any protocol on TCP, such as that of a database. The sidecar knows such a connection by its address. If the client looks a name up, the name leads to
   * a ServiceEntry only with DNS capture, or if the entry has no addresses and captures the whole port.
   *
   * @param host an IPv4 or IPv6 address, or a DNS name
   * @param port 1 to 65535
   * @throws if the host is neither, or the port is not from 1 to 65535
   */
  public static tcp(host: string, port: number): EgressDestination {
    checkCall('EgressDestination.tcp', [host, port]);
    return isIpAddress(host)
      ? new EgressDestination(EgressProtocol.TCP, port, undefined, canonicalIp(host))
      : new EgressDestination(EgressProtocol.TCP, port, checkHost(host, 'an IPv4 or IPv6 address, or a DNS name without scheme, port or path'), undefined);
  }

  /** The protocol. */
  public readonly protocol: EgressProtocol;
  /** The port that the application connects to. */
  public readonly port: number;
  /**
   * The host, in lower case.
   *
   * @default - the application connects to an address
   */
  public readonly host?: string;
  /**
   * The IP address that the application connects to.
   *
   * @default - the application connects to the host
   */
  public readonly address?: string;

  private constructor(protocol: EgressProtocol, port: number, host: string | undefined, address: string | undefined) {
    if (!Number.isInteger(port) || port < 1 || port > 65535) {
      throw new Error(`'port' must be a port number from 1 to 65535, got ${quote(String(port))}`);
    }
    this.protocol = protocol;
    this.port = port;
    this.host = host;
    this.address = address;
  }

  /** The destination as a URL: `https://api.example.com:443`, `tcp://198.51.100.7:9999`. */
  public toString(): string {
    const host = this.host ?? (this.address!.includes(':') ? `[${this.address}]` : this.address);
    return `${this.protocol}://${host}:${this.port}`;
  }

  /** @internal */
  public _toQuestion(): Destination {
    return { label: this.toString(), host: this.host, address: this.address, port: this.port, protocol: this.protocol };
  }
}

function checkHost(host: string, accepted = 'a DNS name without scheme, port or path'): string {
  const name = typeof host === 'string' ? normalizeHost(host) : '';
  if (!isFqdn(name)) { throw new Error(`'host' must be ${accepted}, got ${quote(host)}`); }
  return name;
}
