import { MAX_PORT } from '../../analysis/base/port-number';
import { canonicalIp, isIpAddress, isIpv6 } from '../../analysis/syntax/addresses';
import { isFqdn, normalizeHost } from '../../analysis/syntax/hosts';

/** How OneAgent speaks to a communication endpoint. */
export enum EndpointScheme {
  /** Plain HTTP, port 80 unless another one is given. */
  HTTP = 'http',
  /** HTTP over TLS, port 443 unless another one is given. */
  HTTPS = 'https',
}

/** What a communication endpoint is made of. */
export interface CommunicationEndpointProps {
  /**
   * DNS name, IPv4 address, or IPv6 address without brackets: of the Dynatrace environment, a cluster node or an ActiveGate.
   *
   * Letter case and a final dot don't matter. A name with letters beyond ASCII is written in its `xn--` form.
   */
  readonly host: string;

  /**
   * TCP port, 1 to 65535.
   *
   * @default - 443 for https, 80 for http
   */
  readonly port?: number;

  /**
   * Protocol that the endpoint speaks.
   *
   * @default EndpointScheme.HTTPS
   */
  readonly scheme?: EndpointScheme;
}

/**
 * One address that OneAgent or ActiveGate sends its data to: scheme, host and port.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/api-deployment-get-connectivity
 */
export class CommunicationEndpoint {
  /**
   * An endpoint from its parts.
   *
   * @throws if the host is neither a DNS name nor an IP address, is the unspecified address (`0.0.0.0`, `::`), or if the port is not an
   * integer from 1 to 65535. A host that may hold user info or a token is not quoted.
   */
  public static of(props: CommunicationEndpointProps): CommunicationEndpoint {
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
   * An endpoint from the text of its URL, such as `https://10.0.0.5:9999/communication` or `https://[2001:db8::1]:9999/communication`.
   *
   * Path, query and fragment are checked and then left out. Blanks around the URL are ignored, leading zeros of the port too.
   *
   * @param url one absolute URL; a list of them goes to `ConnectionInfo.fromEndpoints`.
   * @throws if the text is no http or https URL, has user info, a port out of 1 to 65535, or a host that `of` refuses. As the text may
   * hold a password or a token, the message quotes none of it.
   */
  public static parse(url: string): CommunicationEndpoint {
    return CommunicationEndpoint._parse(url.trim(), "'url'");
  }

  /**
   * Parses one URL; `subject` begins each error message and says where the URL stands.
   *
   * @internal
   */
  public static _parse(url: string, subject: string): CommunicationEndpoint {
    // Not the URL class: it reads `https:///x`, `https://010.0.0.1` or a backslash as other hosts than OneAgent and the operator do.
    const start = /^(https?):\/\//i.exec(url);
    if (start === null) { throw new Error(`${subject} must begin with "https://" or "http://"`); }
    const rest = url.slice(start[0].length);
    // What is taken for a path may be the next endpoint behind a wrong separator: an endpoint lost in silence is blocked in the mesh.
    if (rest.includes('://') || /[\s,;{}]/.test(rest)) {
      throw new Error(`${subject} must be one URL, separate several with ";" or "," and give them to ConnectionInfo.fromEndpoints`);
    }
    // Looked for in the path too: a password may hold a slash.
    if (rest.includes('@')) { throw new Error(`${subject} must not hold user info, remove what stands in front of "@", and the "@"`); }
    const end = rest.search(/[/?#]/);
    const authority = end < 0 ? rest : rest.slice(0, end);
    const path = rest.slice(authority.length);
    if (/[^A-Za-z0-9._~!$&'()*+:=/?#%-]/.test(path) || /%(?![0-9A-Fa-f]{2})/.test(path)) {
      throw new Error(`${subject} must have only characters behind the host that a URL can have, remove the path`);
    }
    const parts = /^(?:\[([^[\]]*)\]|([^:[\]]*))(?::([^:]*))?$/.exec(authority);
    if (parts === null) {
      throw new Error(`${subject} must have "host", "host:port", "[IPv6 address]" or "[IPv6 address]:port" behind the scheme`);
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

  /** Protocol that the endpoint speaks. */
  public readonly scheme: EndpointScheme;

  /**
   * DNS name in lower case without a final dot, IPv4 address, or IPv6 address in the form of RFC 5952 without brackets.
   *
   * An IPv4-mapped IPv6 address (`::ffff:10.0.0.5`) is given as the IPv4 address, since that is what goes over the wire.
   */
  public readonly host: string;

  /** TCP port, 1 to 65535. */
  public readonly port: number;

  /** Whether the host is an IP address, of either family. */
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

  /** The endpoint as `scheme://host:port`, an IPv6 address in brackets. Equal endpoints have equal texts. */
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
    // Istio would bind a listener to it, and with that let every destination on the port out of the mesh.
    if (address === '0.0.0.0' || address === '::') { throw new Error(`${subject} must not be the unspecified address${got}`); }
    return address;
  }
  if (host.includes('%')) { throw new Error(`${subject} must not have a "%", neither for an escape nor for an IPv6 zone${got}`); }
  if (/[^\0-\x7f]/.test(host)) { throw new Error(`${subject} must be ASCII, write the name in its "xn--" form${got}`); }
  const name = normalizeHost(host);
  if (/(?:^|\.)[0-9]+$/.test(name)) {
    throw new Error(`${subject} must have four numbers from 0 to 255 without leading zeros if it is an IPv4 address${got}`);
  }
  // Of the text as given: the normalized form has lost a final dot, and with two of them the text is no name.
  if (!isFqdn(host)) { throw new Error(`${subject} must be a DNS name (letters, digits, hyphens, dots) or an IP address without brackets${got}`); }
  return name;
}

/** The system sends to an IPv4-mapped address by IPv4, so that the mesh sees the IPv4 address. */
function unmapped(address: string): string {
  const groups = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(address);
  if (groups === null) { return address; }
  return groups.slice(1).map((group) => parseInt(group, 16)).map((pair) => `${Math.floor(pair / 256)}.${pair % 256}`).join('.');
}

/** Quotes a host in an error message, but only if it can be neither a URL with a password nor a Dynatrace token. */
function quoted(host: string): string {
  return /^[\w.*-]{1,255}$/.test(host) && !/dt0/i.test(host) ? `, got "${host}"` : '';
}

/**
 * The endpoints of a list as Dynatrace writes it: URLs joined by `;` (OneAgent) or `,` (ActiveGate), as a whole or by priority in braces
 * (`{https://a;https://b}{https://c}`), one maybe marked as the current one by `*`.
 *
 * White space separates as well. Since every URL must begin with its scheme, no way of joining them loses one: it is read or it throws.
 *
 * @param texts one list, which may be blank, or the elements of an array, which may not; parts are counted through
 * @param source says where the list comes from, at the beginning of each error message
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
        if (opens === inBraces || last === (opens ? 'url' : '{')) { throw new Error(`${here()} braces must stand around URLs, in pairs`); }
        inBraces = opens;
        last = token;
      } else if (token === ',' || token === ';') {
        if (last !== 'url' && last !== '}') { throw new Error(`${here()} must not be empty, remove the extra separator`); }
        last = token;
      } else {
        endpoints.push(CommunicationEndpoint._parse(token.replace(/^\*/, ''), here()));
        last = 'url';
      }
    }
    if (inBraces) { throw new Error(`${here()} braces must stand around URLs, in pairs`); }
  }
  return endpoints;
}
