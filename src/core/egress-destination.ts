import { quote } from '../analysis/base/quote';
import type { Destination } from '../analysis/reach/trace/egress-proof';
import { canonicalIp, isIpAddress } from '../analysis/syntax/addresses';
import { isFqdn, normalizeHost } from '../analysis/syntax/hosts';

/** What an application speaks to a destination. */
export enum EgressProtocol {
  /** Plain text HTTP, with a Host header. */
  HTTP = 'http',
  /** TLS with a server name (SNI), such as HTTPS. */
  HTTPS = 'https',
  /** Neither: bytes to an address. */
  TCP = 'tcp',
}

/**
 * Where a connection of an application is meant to go: a host or an IP address, a port, and what is spoken.
 */
export class EgressDestination {
  /**
   * TLS to a host, such as HTTPS.
   *
   * @param host a DNS name
   * @param port 1 to 65535, 443 if left out
   * @throws if the host is no DNS name or the port is none
   */
  public static https(host: string, port: number = 443): EgressDestination {
    return new EgressDestination(EgressProtocol.HTTPS, port, checkHost(host), undefined);
  }

  /**
   * Plain text HTTP to a host.
   *
   * @param host a DNS name
   * @param port 1 to 65535, 80 if left out
   * @throws if the host is no DNS name or the port is none
   */
  public static http(host: string, port: number = 80): EgressDestination {
    return new EgressDestination(EgressProtocol.HTTP, port, checkHost(host), undefined);
  }

  /**
   * Any bytes to an IP address.
   *
   * @param address an IPv4 or IPv6 address
   * @param port 1 to 65535
   * @throws if the address or the port is none
   */
  public static tcp(address: string, port: number): EgressDestination {
    if (!isIpAddress(address)) { throw new Error(`'address' must be an IPv4 or IPv6 address, got ${quote(address)}`); }
    return new EgressDestination(EgressProtocol.TCP, port, undefined, canonicalIp(address));
  }

  /** What is spoken. */
  public readonly protocol: EgressProtocol;
  /** The port that is dialled. */
  public readonly port: number;
  /** The host that is meant, in lower case; none if an address is dialled. */
  public readonly host?: string;
  /** The IP address that is dialled; none if a host is. */
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

  /** The destination as people write it: `https://api.example.com:443`, `tcp://198.51.100.7:9999`. */
  public toString(): string {
    const host = this.host ?? (this.address!.includes(':') ? `[${this.address}]` : this.address);
    return `${this.protocol}://${host}:${this.port}`;
  }

  /** @internal */
  public _toQuestion(): Destination {
    return { label: this.toString(), host: this.host, address: this.address, port: this.port, protocol: this.protocol };
  }
}

function checkHost(host: string): string {
  const name = typeof host === 'string' ? normalizeHost(host) : '';
  if (!isFqdn(name)) { throw new Error(`'host' must be a DNS name without scheme, port or path, got ${quote(host)}`); }
  return name;
}
