import { MAX_PORT } from '../../analysis/base/port-number';
import { checkedHost, defaultPort, EndpointUrl, isPort, parseEndpointUrl } from '../../analysis/dynatrace/endpoint-url';
import { isIpAddress, isIpv6 } from '../../analysis/syntax/addresses';
import { checkCall } from '../../core/signatures/check-call';

/** Protocol of a communication endpoint. */
export enum EndpointScheme {
  /** Plain text HTTP, with the default port 80. */
  HTTP = 'http',
  /** HTTP over TLS, with the default port 443. */
  HTTPS = 'https',
}

/** Properties of a communication endpoint. */
export interface CommunicationEndpointProps {
  /**
   * DNS name, IPv4 address, or IPv6 address without brackets, of the Dynatrace environment, a cluster node or an ActiveGate.
   *
   * Letter case and a final dot are ignored. A name with letters outside of ASCII must be in its `xn--` form.
   */
  readonly host: string;

  /**
   * TCP port, 1 to 65535.
   *
   * @default - 443 for https, 80 for http
   */
  readonly port?: number;

  /**
   * Protocol of the endpoint.
   *
   * @default EndpointScheme.HTTPS
   */
  readonly scheme?: EndpointScheme;
}

/**
 * An endpoint that OneAgent or ActiveGate sends data to: scheme, host and port.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/api-deployment-get-connectivity
 */
export class CommunicationEndpoint {
  /**
   * An endpoint from its parts.
   *
   * @throws if the host is neither a DNS name nor an IP address, if it is the unspecified address (`0.0.0.0`, `::`), or if the port is not an integer from
   * 1 to 65535. The message does not quote a host that could contain user info or a token.
   */
  public static of(props: CommunicationEndpointProps): CommunicationEndpoint {
    checkCall('CommunicationEndpoint.of', [props]);
    const scheme = props.scheme ?? EndpointScheme.HTTPS;
    if (scheme !== EndpointScheme.HTTP && scheme !== EndpointScheme.HTTPS) {
      throw new Error('\'scheme\' must be "http" or "https"');
    }
    const host = checkedHost(props.host, "'host'", quoted(props.host));
    const port = props.port ?? defaultPort(scheme);
    if (!isPort(port)) { throw new Error(`'port' must be an integer from 1 to ${MAX_PORT}, got ${port}`); }
    return new CommunicationEndpoint(scheme, host, port);
  }

  /**
   * Parses a URL, such as `https://10.0.0.5:9999/communication` or `https://[2001:db8::1]:9999/communication`.
   *
   * Path, query and fragment are checked and then dropped. White space around the URL and leading zeros of the port are ignored.
   *
   * @param url one absolute URL; pass a list of URLs to `ConnectionInfo.fromEndpoints()`
   * @throws if the text is not an http or https URL, or if it has user info, a port that is not from 1 to 65535, or a host that `of()` rejects. The message
   * quotes nothing of the text, because it could contain a password or a token.
   */
  public static parse(url: string): CommunicationEndpoint {
    checkCall('CommunicationEndpoint.parse', [url]);
    return CommunicationEndpoint._of(parseEndpointUrl(url.trim(), "'url'"));
  }

  /**
   * An endpoint that is checked already.
   *
   * @internal
   */
  public static _of({ scheme, host, port }: EndpointUrl): CommunicationEndpoint {
    return new CommunicationEndpoint(scheme as EndpointScheme, host, port);
  }

  /** Protocol of the endpoint. */
  public readonly scheme: EndpointScheme;

  /**
   * DNS name in lower case without a final dot, IPv4 address, or IPv6 address in the form of RFC 5952 without brackets.
   *
   * An IPv4-mapped IPv6 address (`::ffff:10.0.0.5`) becomes the IPv4 address, because the connection uses IPv4.
   */
  public readonly host: string;

  /** TCP port, 1 to 65535. */
  public readonly port: number;

  /** Whether the host is an IPv4 or IPv6 address. */
  public readonly isIp: boolean;

  /** Whether the host is an IPv6 address. */
  public readonly isIpv6: boolean;

  private constructor(scheme: EndpointScheme, host: string, port: number) {
    this.scheme = scheme;
    this.host = host;
    this.port = port;
    this.isIp = isIpAddress(host);
    this.isIpv6 = isIpv6(host);
  }

  /** The endpoint as `scheme://host:port`, with an IPv6 address in brackets. Equal endpoints have equal texts. */
  public toString(): string {
    return `${this.scheme}://${this.isIpv6 ? `[${this.host}]` : this.host}:${this.port}`;
  }
}

/** Quotes a host for an error message, unless it could be a URL with a password or a Dynatrace token. */
function quoted(host: string): string {
  return /^[\w.*-]{1,255}$/.test(host) && !/dt0/i.test(host) ? `, got "${host}"` : '';
}
