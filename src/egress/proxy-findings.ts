import type { ForwardProxy } from './forward-proxy';
import { quote } from '../analysis/base/quote';
import { CodeModulesEndpoint, proxyEndpoint } from '../analysis/dynatrace/code-modules-endpoint';
import type { ConvertedDynaKube } from '../analysis/dynatrace/dynakube';
import { endpointText } from '../analysis/dynatrace/endpoint-url';
import { OTHER_PROXY, PROXY_UNPROVED } from '../core/construct-rule';
import type { ConstructFinding } from '../core/finding-collector';

/** Who connects to the proxy of a DynaKube, as messages name it. */
export interface ProxyUser {
  readonly name: string;
  /** `<name> of the DynaKube X use no proxy: they connect`, from the verb on. */
  readonly usesNone: string;
}

/** Code modules in the pods of applications. */
export const CODE_MODULES: ProxyUser = { name: 'code modules', usesNone: 'use no proxy: they connect' };

/** The ActiveGate of the DynaKube. */
export const THE_ACTIVE_GATE: ProxyUser = { name: 'the ActiveGate', usesNone: 'uses no proxy: it connects' };

/** The URL of a proxy, without user and password. */
export function proxyUrlOf({ protocol, host, address, port }: CodeModulesEndpoint): string {
  return endpointText({ scheme: protocol === 'tcp' ? 'http' : 'https', host: host ?? address!, port });
}

/**
 * What is wrong if a DynaKube has another proxy than the mesh allows.
 *
 * @param proxyOf the proxy that is used: undefined for none, null if its URL is in a Secret
 * @param forwardProxy the proxy that the mesh allows; undefined if it allows the endpoints
 */
export function proxyFindings(
  manifest: ConvertedDynaKube | undefined,
  proxyOf: (dynakube: ConvertedDynaKube) => string | null | undefined,
  forwardProxy: ForwardProxy | undefined,
  user: ProxyUser,
): ConstructFinding[] {
  if (manifest === undefined) { return []; }
  const proxy = proxyOf(manifest);
  if (forwardProxy === undefined) { return proxy === null ? [unproved(manifest, undefined, user)] : []; }
  const endpoint = typeof proxy === 'string' ? proxyEndpoint(proxy, 'spec.proxy.value') : undefined;
  const used = endpoint && proxyUrlOf(endpoint);
  if (proxy === null || used === forwardProxy.url) { return []; }
  const name = quote(manifest.name);
  const message = proxy === undefined
    ? `'forwardProxy' is ${quote(forwardProxy.url)}, but ${user.name} of the DynaKube ${name} ${user.usesNone} to the endpoints, which are not allowed; set 'proxy' of the DynaKube, or leave 'forwardProxy' out`
    : `'forwardProxy' is ${quote(forwardProxy.url)}, but the DynaKube ${name} lets ${user.name} connect to ${quote(used ?? 'a URL without a host')}, which is not allowed; pass the same URL to both`;
  return [{ rule: OTHER_PROXY, message }];
}

/**
 * A finding that nothing is proved about the proxy that is used.
 *
 * @param url its URL; undefined if it is in a Secret
 */
export function unproved({ name, namespace, spec }: ConvertedDynaKube, url: string | undefined, user: ProxyUser): ConstructFinding {
  const [which, create] = url === undefined
    ? [`the proxy in Secret ${quote(`${namespace}/${spec.proxy!.valueFrom}`)}`, 'its URL, without user and password,']
    : [`the proxy ${quote(url)}`, 'this URL'];
  return {
    rule: PROXY_UNPROVED,
    message: `the endpoints are allowed, but the DynaKube ${quote(name)} lets ${user.name} connect to ${which} instead, about which nothing is proved; create a ForwardProxy with ${create} and pass it as 'forwardProxy'`,
  };
}
