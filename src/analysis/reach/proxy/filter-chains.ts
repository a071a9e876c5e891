import { append } from '../../base/group-by';
import type { Service } from '../../model/service';
import type { RouteDestination, VirtualService } from '../../model/virtual-service';
import { Cidr, cidrContains, isIpAddress, maskedCidr, parseCidr } from '../../syntax/addresses';
import { isPartialWildcard, wildcardsOver } from '../../syntax/hosts';

/** The first bytes that a client sends, with the server name that they contain. */
export interface Bytes {
  readonly kind: 'http' | 'tls' | 'opaque';
  /** Server name (SNI) of TLS. Undefined if there is none. */
  readonly sni?: string;
}

/** The target of a filter chain. */
export type ChainTarget =
  /** Plain text requests, routed by their Host. */
  | { readonly kind: 'routes' }
  /** Plain text requests, all sent to one service, whatever their Host. */
  | { readonly kind: 'service-routes'; readonly service: Service }
  /** The proxy of a gateway terminates TLS. */
  | { readonly kind: 'terminated' }
  /** Connections, forwarded unchanged. */
  | {
    readonly kind: 'connection';
    readonly service?: Service;
    readonly destinations: readonly RouteDestination[];
    readonly virtualService?: VirtualService;
  };

/** A filter chain of a listener, with the conditions that a connection must match. */
export interface FilterChain {
  readonly sniHosts: readonly string[];
  readonly cidrs: readonly string[];
  /** Whether it matches plain text requests only. */
  readonly onlyRequests: boolean;
  readonly target: ChainTarget;
}

/** The result for a connection at a listener: the filter chain that matches, no chain, or a listener that Envoy rejects. */
export type ChainMatch = FilterChain | 'unmatched' | 'refused';

/** A key that two chains of one listener must not share. */
export function chainKey({ sniHosts, cidrs, onlyRequests }: FilterChain): string {
  const ranges = cidrs.flatMap(prefixKey);
  // Most chains have one name and no range.
  if (sniHosts.length === 1 && ranges.length === 0 && sniHosts[0] !== '*') { return `${onlyRequests} ${sniHosts[0]}`; }
  return JSON.stringify([onlyRequests, [...new Set(sniHosts.filter(host => host !== '*'))].sort(), [...new Set(ranges)].sort()]);
}

/**
 * The filter chains of a listener, with an index. The time to find the chain of a connection depends on the labels of its name and on the number of
 * ranges, not on the number of chains.
 */
export class FilterChains {
  private fallback: FilterChain | undefined;
  private readonly anywhere = new ChainGroup();
  private readonly ranges = new Map<string, { readonly cidr: Cidr; readonly group: ChainGroup }>();
  private readonly seesTls: boolean;
  /** Envoy rejects a listener with two chains for the same connections, or with wildcards for a part of a label. */
  private readonly isRefused: boolean;

  /**
   * @param isDefaultUnique whether Envoy gets all chains without conditions, and rejects two of them; otherwise, it gets only the last one
   */
  public constructor(chains: readonly FilterChain[], isDefaultUnique = false) {
    this.seesTls = chains.some(({ sniHosts, target }) => sniHosts.length > 0
      || (target.kind === 'connection' && target.service?.resolution === 'DYNAMIC_DNS' && target.service.host.startsWith('*')));
    for (const chain of chains) {
      if (isMatchAll(chain)) { this.fallback = chain; } else { this.add(chain); }
    }
    this.isRefused = haveCommonCriteria(isDefaultUnique ? chains : chains.filter(chain => !isMatchAll(chain)))
      || chains.some(({ sniHosts }) => sniHosts.some(isPartialWildcard));
  }

  /** The chain that Envoy selects: by the longest range, then by the name, then by the kind of bytes. It never goes back to an earlier step. */
  public match(ip: string | undefined, bytes: Bytes): ChainMatch {
    if (this.isRefused) { return 'refused'; }
    const candidates = this.groupFor(ip).named(bytes.kind === 'tls' ? bytes.sni : undefined);
    return this.byTransport(candidates, bytes)[0] ?? this.fallback ?? 'unmatched';
  }

  private add(chain: FilterChain): void {
    const ranges = chain.cidrs.flatMap(prefixOf);
    if (ranges.length === 0) { this.anywhere.add(chain); }
    for (const cidr of ranges) {
      const key = `${cidr.address}/${cidr.prefix}`;
      const range = this.ranges.get(key) ?? { cidr, group: new ChainGroup() };
      this.ranges.set(key, range);
      range.group.add(chain);
    }
  }

  private groupFor(ip: string | undefined): ChainGroup {
    let best: { cidr: Cidr; group: ChainGroup } | undefined;
    if (ip !== undefined && isIpAddress(ip)) {
      for (const range of this.ranges.values()) {
        if ((!best || range.cidr.prefix > best.cidr.prefix) && cidrContains(range.cidr, ip)) { best = range; }
      }
    }
    return best?.group ?? this.anywhere;
  }

  private byTransport(candidates: readonly FilterChain[], bytes: Bytes): FilterChain[] {
    const forRequests = candidates.filter(({ onlyRequests }) => onlyRequests);
    if (forRequests.length === 0) { return [...candidates]; }
    if (bytes.kind === 'http') { return forRequests; }
    // If Envoy does not inspect TLS, it treats all bytes as plain text: the chains for requests match, and then reject the connection.
    return bytes.kind === 'tls' && this.seesTls ? candidates.filter(({ onlyRequests }) => !onlyRequests) : [];
  }
}

/** Chains that differ only in server names. */
class ChainGroup {
  private readonly byName = new Map<string, FilterChain[]>();
  private readonly nameless: FilterChain[] = [];

  public add(chain: FilterChain): void {
    const { sniHosts } = chain;
    if (sniHosts.length === 0 || sniHosts.includes('*')) { this.nameless.push(chain); return; }
    for (const name of new Set(sniHosts)) { append(this.byName, name, chain); }
  }

  /** The chains for a server name. If no name covers it, the chains without a name. */
  public named(sni: string | undefined): readonly FilterChain[] {
    if (sni === undefined) { return this.nameless; }
    const exact = this.byName.get(sni);
    if (exact) { return exact; }
    const known = wildcardsOver(sni).find(name => this.byName.has(name));
    return known === undefined ? this.nameless : this.byName.get(known) ?? [];
  }
}

/** Whether two chains, or two conditions of one, match the same. */
function haveCommonCriteria(chains: readonly FilterChain[]): boolean {
  const known = new Set<string>();
  return chains.some(chain => criteriaOf(chain).some(criterion => known.size === known.add(criterion).size));
}

/** Everything that a chain matches, as a list of keys. In one listener, each key must occur only once. */
function criteriaOf({ sniHosts, cidrs, onlyRequests }: FilterChain): string[] {
  const ranges = cidrs.flatMap(prefixKey);
  const names = sniHosts.includes('*') ? [] : sniHosts;
  return orNone(ranges).flatMap(range => orNone(names).map(name => `${onlyRequests} ${range} ${name}`));
}

/** The values. A single empty text if the list is empty. */
function orNone(values: readonly string[]): readonly string[] {
  return values.length > 0 ? values : [''];
}

function isMatchAll({ sniHosts, cidrs, onlyRequests }: FilterChain): boolean {
  return (sniHosts.length === 0 || sniHosts.includes('*')) && cidrs.length === 0 && !onlyRequests;
}

/** The range of a text. Empty for the unspecified address, which istiod leaves out. */
function prefixOf(text: string): Cidr[] {
  const cidr = parseCidr(text) ?? parseCidr(`${text}/${text.includes(':') ? 128 : 32}`);
  return cidr && cidr.address !== '0.0.0.0' ? [maskedCidr(cidr)] : [];
}

function prefixKey(text: string): string[] {
  return prefixOf(text).map(({ address, prefix }) => `${address}/${prefix}`);
}
