import { groupByEach } from '../../base/group-by';
import { coversHost, isPartialWildcard, wildcardsOver } from '../../syntax/hosts';

/**
 * An index of items by their hosts, which may be wildcards. The time of a search depends on the labels of the host and on the size of the result, but not on
 * the number of hosts. Only partial wildcards, which are rare, are searched one by one.
 */
export class HostIndex<T> {
  private readonly byHost = new Map<string, T[]>();
  /** Hosts by every wildcard that covers them, including `*`. Made when it is first asked for, which most meshes never do. */
  private below: ReadonlyMap<string, readonly string[]> | undefined;
  private readonly partial: string[] = [];

  public add(host: string, item: T): void {
    const items = this.byHost.get(host);
    if (items) {
      items.push(item);
      return;
    }
    this.byHost.set(host, [item]);
    if (isPartialWildcard(host)) { this.partial.push(host); }
    this.below = undefined;
  }

  /** The items with exactly this host. */
  public at(host: string): readonly T[] {
    return this.byHost.get(host) ?? [];
  }

  /** The hosts that cover a host: the host itself, then wildcards, narrowest first. */
  public hostsCovering(host: string): string[] {
    const partial = this.partial.filter(pattern => pattern !== host && coversHost(pattern, host));
    return [host, ...wildcardsAbove(host), ...partial].filter(pattern => this.byHost.has(pattern));
  }

  /** The hosts that a host covers, including the host itself. */
  public hostsCoveredBy(host: string): string[] {
    if (isPartialWildcard(host)) { return [...this.byHost.keys()].filter(name => coversHost(host, name)); }
    const own = this.byHost.has(host) ? [host] : [];
    if (!host.startsWith('*')) { return own; }
    this.below ??= groupByEach(this.byHost.keys(), wildcardsAbove);
    return [...own, ...this.below.get(host) ?? []];
  }

  /** The items with a host that covers this host. */
  public covering(host: string): T[] {
    return this.hostsCovering(host).flatMap(pattern => this.byHost.get(pattern) ?? []);
  }

  /** The items with a host that this host covers. */
  public coveredBy(host: string): T[] {
    return this.hostsCoveredBy(host).flatMap(name => this.byHost.get(name) ?? []);
  }

  /** Whether any host covers this host. */
  public covers(host: string): boolean {
    return this.byHost.has(host) || this.byHost.has('*') || this.hostsCovering(host).length > 0;
  }

  /** Whether any host has a name in common with this host. */
  public overlaps(host: string): boolean {
    return this.covers(host) || this.hostsCoveredBy(host).length > 0;
  }
}

/** The whole-label wildcards that cover a host, other than itself, narrowest first. */
function wildcardsAbove(host: string): string[] {
  return [...wildcardsOver(host), '*'].filter(wildcard => wildcard !== host);
}
