import { MAX_PORT } from '../../analysis/base/port-number';
import { canonicalIp, isIpAddress, isIpv6 } from '../../analysis/syntax/addresses';
import { isFqdn, normalizeHost } from '../../analysis/syntax/hosts';
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
    return CommunicationEndpoint._parse(url.trim(), "'url'");
  }

  /**
   * Parses one URL; each error message begins with `subject`, which tells where the URL comes from.
   *
   * @internal
   */
  public static _parse(url: string, subject: string): CommunicationEndpoint {
    // Not the URL class: for `https:///x`, `https://010.0.0.1` or a backslash it returns another host than OneAgent and the operator use.
    const start = /^(https?):\/\//i.exec(url);
    if (start === null) { throw new Error(`${subject} must begin with "https://" or "http://"`); }
    const rest = url.slice(start[0].length);
    // The apparent path can be the next endpoint after a wrong separator. An endpoint that is dropped silently would be blocked in the mesh.
    if (rest.includes('://') || /[\s,;{}]/.test(rest)) {
      throw new Error(`${subject} must be one URL; pass several, separated by ";" or ",", to ConnectionInfo.fromEndpoints()`);
    }
    // Also in the path: a password can contain a slash.
    if (rest.includes('@')) { throw new Error(`${subject} must not have user info; remove everything up to the "@"`); }
    const end = rest.search(/[/?#]/);
    const authority = end < 0 ? rest : rest.slice(0, end);
    const path = rest.slice(authority.length);
    if (/[^A-Za-z0-9._~!$&'()*+:=/?#%-]/.test(path) || /%(?![0-9A-Fa-f]{2})/.test(path)) {
      throw new Error(`${subject} must not have characters after the host that are not valid in a URL; remove the path`);
    }
    const parts = /^(?:\[([^[\]]*)\]|([^:[\]]*))(?::([^:]*))?$/.exec(authority);
    if (parts === null) {
      throw new Error(`${subject} must have "host", "host:port", "[IPv6 address]" or "[IPv6 address]:port" after the scheme`);
    }
    const [, bracketed, name, portText] = parts;
    if (bracketed !== undefined && !isIpv6(bracketed)) {
      throw new Error(`${subject} must have an IPv6 address without a zone in the brackets`);
    }
    const host = checkedHost(bracketed ?? name, `${subject} host`);
    const scheme = start[1].toLowerCase() === 'http' ? EndpointScheme.HTTP : EndpointScheme.HTTPS;
    if (portText === undefined || portText === '') { return new CommunicationEndpoint(scheme, host, defaultPort(scheme)); }
    const port = /^[0-9]+$/.test(portText) ? Number(portText) : NaN;
    if (!isPort(port)) { throw new Error(`${subject} port must be an integer from 1 to ${MAX_PORT}`); }
    return new CommunicationEndpoint(scheme, host, port);
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

function defaultPort(scheme: EndpointScheme): number {
  return scheme === EndpointScheme.HTTP ? 80 : 443;
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= MAX_PORT;
}

function checkedHost(host: string, subject: string, got: string = ''): string {
  if (host === '') { throw new Error(`${subject} must not be empty`); }
  if (isIpAddress(host)) {
    const address = unmapped(canonicalIp(host));
    // Istio would bind a listener to it, which would allow egress to every destination on the port.
    if (address === '0.0.0.0' || address === '::') { throw new Error(`${subject} must not be the unspecified address${got}`); }
    return address;
  }
  if (host.includes('%')) { throw new Error(`${subject} must not have a "%", which is not allowed for an escape or an IPv6 zone${got}`); }
  if (/[^\0-\x7f]/.test(host)) { throw new Error(`${subject} must be ASCII; use the "xn--" form of the name${got}`); }
  const name = normalizeHost(host);
  if (/(?:^|\.)[0-9]+$/.test(name)) {
    throw new Error(`${subject} must have four numbers from 0 to 255 without leading zeros if it is an IPv4 address${got}`);
  }
  // The text before normalization, which removes a final dot: a text with two of them is not a name.
  if (!isFqdn(host)) { throw new Error(`${subject} must be a DNS name (letters, digits, hyphens, dots) or an IP address without brackets${got}`); }
  return name;
}

/** The system connects to an IPv4-mapped address with IPv4, so that the sidecar sees the IPv4 address. */
function unmapped(address: string): string {
  const groups = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(address);
  if (groups === null) { return address; }
  return groups.slice(1).map((group) => parseInt(group, 16)).map((pair) => `${Math.floor(pair / 256)}.${pair % 256}`).join('.');
}

/** Quotes a host for an error message, unless it could be a URL with a password or a Dynatrace token. */
function quoted(host: string): string {
  return /^[\w.*-]{1,255}$/.test(host) && !/dt0/i.test(host) ? `, got "${host}"` : '';
}

/**
 * Parses a list of endpoints as Dynatrace writes it: URLs separated by `;` (OneAgent) or `,` (ActiveGate), optionally grouped by priority in braces
 * (`{https://a;https://b}{https://c}`), and optionally with a `*` before the endpoint in use.
 *
 * White space is a separator too. Every URL must begin with its scheme, so that no endpoint is lost because of a separator: it is read, or the list is rejected.
 *
 * @param texts one list, which can be blank, or the elements of an array, which can't; the parts are numbered across all elements
 * @param source where the list comes from; each error message begins with it
 */
export function parseEndpointList(texts: readonly string[], source: string): CommunicationEndpoint[] {
  const endpoints: CommunicationEndpoint[] = [];
  const here = (): string => `${source} part ${endpoints.length + 1}:`;
  for (const text of texts) {
    let inBraces = false;
    let last = '';
    for (const [token] of text.matchAll(/[{},;]|[^{},;\s]+/g)) {
      if (token === '{' || token === '}') {
        const opens = token === '{';
        if (opens === inBraces || last === (opens ? 'url' : '{')) { throw new Error(`${here()} braces must enclose URLs, in pairs`); }
        inBraces = opens;
        last = token;
      } else if (token === ',' || token === ';') {
        if (last !== 'url' && last !== '}') { throw new Error(`${here()} must not be empty; remove the extra separator`); }
        last = token;
      } else {
        endpoints.push(CommunicationEndpoint._parse(token.replace(/^\*/, ''), here()));
        last = 'url';
      }
    }
    if (inBraces) { throw new Error(`${here()} braces must enclose URLs, in pairs`); }
  }
  return endpoints;
}
