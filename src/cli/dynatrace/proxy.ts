import { isLoopback } from './environment-url';
import { quote } from '../../analysis/base/quote';
import { cidrContains, isIpAddress, parseCidr } from '../../analysis/syntax/addresses';
import { UsageError } from '../base/usage-error';

/** The environment variables that choose a proxy. */
export type ProxyVariables = Readonly<Record<string, string | undefined>>;

/** An HTTP proxy. */
export interface Proxy {
  /** Scheme, host and port only. */
  readonly url: string;
  /** What the proxy asks for, if it needs a password. */
  readonly authorization?: string;
}

/**
 * The proxy for a URL: the one of the option, otherwise the one of `HTTPS_PROXY`, unless `NO_PROXY` has the host. As for other programs, this machine needs no proxy.
 *
 * @throws UsageError if the proxy is not an http or https URL. The message quotes no password.
 */
export function proxyFor(target: URL, option: string | undefined, variables: ProxyVariables): Proxy | undefined {
  if (option !== undefined) {
    if (option.includes('@')) { throw new UsageError('--proxy must not have a user or password, which other users of the machine can see: set HTTPS_PROXY'); }
    return parseProxy(option, '--proxy');
  }
  const name = ['HTTPS_PROXY', 'https_proxy'].find(each => (variables[each] ?? '') !== '');
  if (name === undefined || isLoopback(target.hostname) || isExcluded(target, variables.NO_PROXY ?? variables.no_proxy ?? '')) { return undefined; }
  return parseProxy(variables[name]!, name);
}

function parseProxy(text: string, source: string): Proxy {
  const full = text.includes('://') ? text : `http://${text}`;
  const url = URL.canParse(full) ? new URL(full) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    throw new UsageError(`${source} must be the URL of an HTTP proxy, such as "http://proxy.example.com:3128", got ${quote(text)}`);
  }
  if (url.username === '') { return { url: url.origin }; }
  const credentials = `${decoded(url.username)}:${decoded(url.password)}`;
  return { url: url.origin, authorization: `Basic ${Buffer.from(credentials).toString('base64')}` };
}

/** A user or password of a URL. A percent sign that escapes nothing is itself. */
function decoded(text: string): string {
  try { return decodeURIComponent(text); } catch { return text; }
}

/** Whether an entry of `NO_PROXY` has the host: a domain with all names in it, an address or CIDR, each perhaps with a port, or `*`. */
function isExcluded({ hostname, port, protocol }: URL, list: string): boolean {
  const host = withoutBrackets(hostname);
  const portNumber = port === '' ? protocol === 'http:' ? '80' : '443' : port;
  return list.toLowerCase().split(/[\s,]+/).some(entry => {
    if (entry === '*') { return true; }
    const cidr = parseCidr(entry);
    if (cidr !== undefined) { return isIpAddress(host) && cidrContains(cidr, host); }
    const [, name, entryPort] = isIpAddress(entry) ? ['', entry] : /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(entry) ?? [];
    if (name === undefined || entryPort !== undefined && entryPort !== portNumber) { return false; }
    const domain = withoutBrackets(name).replace(/^\*?\.+/, '');
    return domain !== '' && (host === domain || host.endsWith(`.${domain}`));
  });
}

function withoutBrackets(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}
