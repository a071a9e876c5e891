import { isIpAddress, isIstioIpAddress } from './addresses';
import { utf8Text } from '../base/bytes';

/** A URL as parsed by the standard library of Go 1.26, which the Dynatrace operator uses. */
export interface GoUrl {
  /** Lower case. Empty if there is none. */
  readonly scheme: string;
  /** Host and port as written, but unescaped. An IPv6 address keeps its brackets, and a port keeps its colon. Empty if there is no host. */
  readonly host: string;
  /** Name or address as written, but unescaped and without brackets. Keeps the letter case. Empty if there is none. */
  readonly hostname: string;
  /** Any number of digits. Empty if there is no port. */
  readonly port: string;
  /** The password, unescaped. Undefined if there is none. */
  readonly password?: string;
}

const SCHEME = /^[A-Za-z][A-Za-z0-9+.-]*$/;
const USER_INFO = /^[A-Za-z0-9._:~!$&'()*+,;=%@-]*$/;
// ASCII characters that need no escape in a host. Characters outside ASCII need none either.
const HOST = /^(?:[A-Za-z0-9._~!$&'()*+,;=:[\]<>"-]|%25|%[89A-Fa-f][0-9A-Fa-f]|[^\0-\x7f])*$/;
const ZONE = /^(?:[A-Za-z0-9._~!$&'()*+,;=:[\]<>"-]|%[0-7][0-9A-Fa-f]|[^\0-\x7f])*$/;
// Characters that a zone must not contain, even escaped. Space and percent sign are allowed.
const NOT_IN_ZONE = /[\0-\x1f#/?@\\^`{|}\x7f]/;
const OPTIONAL_PORT = /^(?::[0-9]*)?$/;

/**
 * Parses a URL as Go does. Undefined if Go refuses it.
 *
 * Node's URL class can't replace it: for some URLs it reads another host than Go (`https:///x`, `https://010.0.0.1`), it drops default ports,
 * it treats a backslash as a slash, and it refuses URLs that Go accepts (port 70000, a zone in an IPv6 address).
 */
export function parseGoUrl(text: string): GoUrl | undefined {
  const [beforeFragment, fragment] = cut(text, '#');
  if (/[\0-\x1f\x7f]/.test(beforeFragment) || !isEscaped(fragment)) { return undefined; }

  const colon = beforeFragment.indexOf(':');
  if (colon === 0) { return undefined; }
  const hasScheme = colon > 0 && SCHEME.test(beforeFragment.slice(0, colon));
  const scheme = hasScheme ? beforeFragment.slice(0, colon).toLowerCase() : '';
  const [rest] = cut(hasScheme ? beforeFragment.slice(colon + 1) : beforeFragment, '?');

  if (!rest.startsWith('/')) {
    // With a scheme, this is an opaque URL such as `mailto:x`, which is not parsed further.
    return hasScheme || !cut(rest, '/')[0].includes(':') && isEscaped(rest) ? { scheme, host: '', hostname: '', port: '' } : undefined;
  }
  if (!rest.startsWith('//') || (!hasScheme && rest.startsWith('///'))) {
    return isEscaped(rest) ? { scheme, host: '', hostname: '', port: '' } : undefined;
  }
  const slash = rest.indexOf('/', 2);
  const authority = slash < 0 ? rest.slice(2) : rest.slice(2, slash);
  const path = slash < 0 ? '' : rest.slice(slash);
  return isEscaped(path) ? parseAuthority(scheme, authority) : undefined;
}

function parseAuthority(scheme: string, authority: string): GoUrl | undefined {
  const at = authority.lastIndexOf('@');
  const userInfo = at < 0 ? '' : authority.slice(0, at);
  if (!USER_INFO.test(userInfo) || !isEscaped(userInfo)) { return undefined; }
  const host = parseHost(scheme, authority.slice(at + 1));
  if (host === undefined) { return undefined; }
  const colon = userInfo.indexOf(':');
  return { scheme, ...host, ...(colon < 0 ? {} : { password: unescaped(userInfo.slice(colon + 1)) }) };
}

function parseHost(scheme: string, host: string): Pick<GoUrl, 'host' | 'hostname' | 'port'> | undefined {
  const open = host.lastIndexOf('[');
  if (open > 0) { return undefined; }
  if (open === 0) {
    const close = host.lastIndexOf(']');
    const port = host.slice(close + 1);
    const address = close < 0 ? undefined : unescapedAddress(host.slice(1, close));
    return address === undefined || !OPTIONAL_PORT.test(port) ? undefined : { host: `[${address}]${port}`, hostname: address, port: port.slice(1) };
  }
  // Other schemes can have several hosts, each with its port. Then the last colon counts.
  const colon = scheme === 'http' || scheme === 'https' ? host.indexOf(':') : host.lastIndexOf(':');
  const port = colon < 0 ? '' : host.slice(colon);
  if (!HOST.test(host) || !OPTIONAL_PORT.test(port)) { return undefined; }
  return { host: unescaped(host), hostname: unescaped(colon < 0 ? host : host.slice(0, colon)), port: port.slice(1) };
}

/** Brackets must contain an IPv6 address, with an optional zone after `%25`. */
function unescapedAddress(bracketed: string): string | undefined {
  const percent = bracketed.indexOf('%25');
  const zone = percent < 0 ? '' : bracketed.slice(percent);
  const ip = percent < 0 ? bracketed : bracketed.slice(0, percent);
  if (!HOST.test(ip) || !ZONE.test(zone) || NOT_IN_ZONE.test(unescaped(zone))) { return undefined; }
  const address = unescaped(bracketed);
  // istiod and the operator use the same parser for addresses.
  return isIstioIpAddress(address) && !(isIpAddress(address) && !address.includes(':')) ? address : undefined;
}

function cut(text: string, separator: string): [string, string] {
  const index = text.indexOf(separator);
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)];
}

function isEscaped(text: string): boolean {
  return !/%(?![0-9A-Fa-f]{2})/.test(text);
}

function unescaped(text: string): string {
  if (!text.includes('%')) { return text; }
  const encoder = new TextEncoder();
  const bytes = text.split(/(%[0-9A-Fa-f]{2})/).flatMap((part, index) => index % 2 === 0 ? [...encoder.encode(part)] : [parseInt(part.slice(1), 16)]);
  return utf8Text(Uint8Array.from(bytes));
}
