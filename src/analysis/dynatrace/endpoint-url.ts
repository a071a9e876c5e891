import { MAX_PORT } from '../base/port-number';
import { canonicalIp, isIpAddress, isIpv6 } from '../syntax/addresses';
import { isFqdn, normalizeHost } from '../syntax/hosts';

/** An endpoint that OneAgent or ActiveGate sends data to, read from a URL. */
export interface EndpointUrl {
  readonly scheme: 'http' | 'https';
  /** DNS name in lower case without a final dot, IPv4 address, or IPv6 address in the form of RFC 5952 without brackets. */
  readonly host: string;
  /** 1 to 65535. */
  readonly port: number;
  /** The URL as it is written, with its path. */
  readonly url: string;
}

/** An endpoint as `scheme://host:port`, with an IPv6 address in brackets. Equal endpoints have equal texts. */
export function endpointText({ scheme, host, port }: Pick<EndpointUrl, 'scheme' | 'host' | 'port'>): string {
  return `${scheme}://${isIpv6(host) ? `[${host}]` : host}:${port}`;
}

/**
 * Parses one URL; each error message begins with `subject`, which tells where the URL comes from.
 *
 * @throws if the text is not an http or https URL with a host that Istio can allow. The message quotes nothing of the text, because it could contain a password or a token.
 */
export function parseEndpointUrl(url: string, subject: string): EndpointUrl {
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
  const scheme = start[1].toLowerCase() === 'http' ? 'http' : 'https';
  if (portText === undefined || portText === '') { return { scheme, host, port: defaultPort(scheme), url }; }
  const port = /^[0-9]+$/.test(portText) ? Number(portText) : NaN;
  if (!isPort(port)) { throw new Error(`${subject} port must be an integer from 1 to ${MAX_PORT}`); }
  return { scheme, host, port, url };
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
export function parseEndpointList(texts: readonly string[], source: string): EndpointUrl[] {
  const endpoints: EndpointUrl[] = [];
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
        endpoints.push(parseEndpointUrl(token.replace(/^\*/, ''), here()));
        last = 'url';
      }
    }
    if (inBraces) { throw new Error(`${here()} braces must enclose URLs, in pairs`); }
  }
  return endpoints;
}

/** The port of a URL without one. */
export function defaultPort(scheme: string): number {
  return scheme === 'http' ? 80 : 443;
}

/** Whether a number is a TCP port that a server can have. */
export function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= MAX_PORT;
}

/**
 * The normalized form of a host: a DNS name in lower case without a final dot, or an address in its canonical form.
 *
 * @throws if it is neither a DNS name nor an IP address, or the unspecified address
 */
export function checkedHost(host: string, subject: string, got: string = ''): string {
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
