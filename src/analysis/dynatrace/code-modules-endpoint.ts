import { ApiUrlEndpoint, apiUrlEndpoint } from './api-url';
import type { ConvertedDynaKube } from './dynakube';
import { featureFlag, isFeatureOn } from './dynatrace-feature-flags';
import { cidrContains, isIpAddress, parseCidr } from '../syntax/addresses';
import { parseGoUrl } from '../syntax/go-url';

/** The rule that code modules reach their environment. Constructs that prove the same replace it. */
export const ENVIRONMENT_UNREACHABLE = 'one-agent-injection/environment-unreachable';

/** An endpoint that code modules connect to, as a connection of their pod. */
export interface CodeModulesEndpoint {
  /** Path of the field that names it. */
  readonly field: string;
  /** Undefined if the endpoint is an IP address. */
  readonly host?: string;
  readonly address?: string;
  readonly port: number;
  /** A connection to a plain text proxy is `tcp`, because the proxy answers requests for all hosts. */
  readonly protocol: 'http' | 'https' | 'tcp';
}

/**
 * The endpoint that code modules must reach: the proxy, otherwise the API of the environment. Undefined if it is not known, or if code modules can use
 * an ActiveGate of the cluster instead.
 *
 * @param proxy URL of the proxy; undefined if the DynaKube has no proxy, null if the URL is not known
 */
export function codeModulesEndpoint(dynakube: ConvertedDynaKube, proxy: string | null | undefined): CodeModulesEndpoint | undefined {
  const { spec, annotations } = dynakube;
  if (spec.activeGate?.capabilities?.includes('routing')) { return undefined; }
  const api = apiUrlEndpoint(spec.apiUrl ?? '');
  const bypass = proxy === undefined || isFeatureOn(annotations, 'oneagent-ignore-proxy', false) ? 'yes' : bypassesProxy(noProxyEntries(annotations), api?.host);
  switch (bypass) {
    case 'yes': return api && endpointOf('spec.apiUrl', api, api.scheme);
    case 'maybe': return undefined;
    case 'no': return typeof proxy === 'string' ? proxyEndpoint(proxy, spec.proxy?.value ? 'spec.proxy.value' : 'spec.proxy.valueFrom') : undefined;
  }
}

/** The entries of the flag `no-proxy`. */
export function noProxyEntries(annotations: ConvertedDynaKube['annotations']): string[] {
  return (featureFlag(annotations, 'no-proxy') ?? '').split(',').map(entry => entry.trim()).filter(entry => entry !== '');
}

/** Whether entries of `no-proxy` exclude a host. Only equal names are certain: how OneAgent reads domains and patterns is not documented. */
export function bypassesProxy(entries: readonly string[], host: string | undefined): 'yes' | 'no' | 'maybe' {
  if (host === undefined || entries.length === 0) { return 'no'; }
  if (entries.includes(host)) { return 'yes'; }
  return entries.some(entry => mayExclude(entry, host)) ? 'maybe' : 'no';
}

function mayExclude(entry: string, host: string): boolean {
  const range = parseCidr(entry);
  if (range) { return isIpAddress(host) && cidrContains(range, host); }
  const name = entry.replace(/^[*.]+/, '');
  return name.includes('*') || host.endsWith(name);
}

/** The URL of the proxy that code modules use: undefined if the DynaKube has none or code modules ignore it, null if it is in a Secret. */
export function proxyOfCodeModules(dynakube: ConvertedDynaKube): string | null | undefined {
  return proxyUnless('oneagent-ignore-proxy', dynakube);
}

/** The URL of the proxy that the ActiveGate uses: undefined if the DynaKube has none or the ActiveGate ignores it, null if it is in a Secret. */
export function proxyOfActiveGate(dynakube: ConvertedDynaKube): string | null | undefined {
  return proxyUnless('activegate-ignore-proxy', dynakube);
}

function proxyUnless(ignoringFlag: string, { spec, annotations }: ConvertedDynaKube): string | null | undefined {
  const { value, valueFrom } = spec.proxy ?? {};
  return isFeatureOn(annotations, ignoringFlag, false) ? undefined : value || (valueFrom ? null : undefined);
}

/** The connection to a proxy. Undefined if the URL has no host, or another scheme than http and https. */
export function proxyEndpoint(proxy: string, field: string): CodeModulesEndpoint | undefined {
  const url = parseGoUrl(proxy);
  if (url === undefined || url.hostname === '' || (url.scheme !== 'http' && url.scheme !== 'https')) { return undefined; }
  const port = url.port === '' ? (url.scheme === 'http' ? 80 : 443) : Number(url.port);
  return endpointOf(field, { host: url.hostname, port }, url.scheme === 'http' ? 'tcp' : 'https');
}

function endpointOf(field: string, { host, port }: Pick<ApiUrlEndpoint, 'host' | 'port'>, protocol: CodeModulesEndpoint['protocol']): CodeModulesEndpoint {
  return isIpAddress(host) ? { field, address: host, port, protocol } : { field, host: host.toLowerCase(), port, protocol };
}
