import { quote } from '../base/quote';
import type { Destination } from '../reach/trace/egress-proof';
import { canonicalIp, isIpAddress } from '../syntax/addresses';
import { isFqdn, normalizeHost } from '../syntax/hosts';

const DEFAULT_PORTS: { readonly [protocol: string]: number | undefined } = { http: 80, https: 443 };

const FORM = 'write it like "https://api.example.com:443", "http://proxy.example.com:8080" or "tcp://198.51.100.7:5432"';

/**
 * Reads a destination: a protocol (`https`, `http` or `tcp`), a host or an IP address, and a port, which `https` and `http` can leave out.
 *
 * @throws if the text is not a destination
 */
export function parseDestination(text: string): Destination {
  const match = /^(https?|tcp):\/\/(\[[^\]]+\]|[^/:?#@\s]+)(?::(\d{1,5}))?\/?$/i.exec(text.trim());
  if (!match) { throw new Error(`a destination must have a protocol, a host and a port, got ${quote(text)}; ${FORM}`); }
  const protocol = match[1].toLowerCase() as Destination['protocol'];
  const name = match[2].replace(/^\[(.*)\]$/, '$1');
  const port = match[3] === undefined ? DEFAULT_PORTS[protocol] : Number(match[3]);
  if (port === undefined || port < 1 || port > 65535) { throw new Error(`a destination must have a port from 1 to 65535, got ${quote(text)}; ${FORM}`); }
  if (isIpAddress(name)) {
    const address = canonicalIp(name);
    return { label: labelOf(protocol, address, port), address, port, protocol };
  }
  const host = normalizeHost(name);
  if (!isFqdn(host)) { throw new Error(`the host of a destination must be a DNS name or an IP address, got ${quote(name)}; ${FORM}`); }
  return { label: labelOf(protocol, host, port), host, port, protocol };
}

/** A destination as messages show it. */
export function labelOf(protocol: string, host: string, port: number): string {
  return `${protocol}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
