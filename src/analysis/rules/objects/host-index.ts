import { coversHost, isPartialWildcard, wildcardsOver } from '../../syntax/hosts';

/**
 * Things by their hosts, which may be wildcards. What overlaps a host is found in the time that its labels and the answer take, however many hosts
 * there are; only wildcards that begin within a label, which nothing should have, are gone through one by one.
 */
export class HostIndex<T> {
  private readonly byHost = new Map<string, T[]>();
  /** Hosts by every wildcard that covers them, `*` included. */
  private readonly below = new Map<string, Set<string>>();
  private readonly partial = new Set<string>();

  public add(host: string, item: T): void {
    const items = this.byHost.get(host);
    if (items) {
      items.push(item);
      return;
    }
    this.byHost.set(host, [item]);
    if (isPartialWildcard(host)) { this.partial.add(host); }
    for (const wildcard of wildcardsAbove(host)) {
      const hosts = this.below.get(wildcard) ?? new Set<string>();
      this.below.set(wildcard, hosts.add(host));
    }
  }

  /** What has exactly this host. */
  public at(host: string): readonly T[] {
    return this.byHost.get(host) ?? [];
  }

  /** The hosts that cover a host: itself, then wildcards from the narrowest on. */
  public hostsCovering(host: string): string[] {
    const partial = [...this.partial].filter(pattern => pattern !== host && coversHost(pattern, host));
    return [host, ...wildcardsAbove(host), ...partial].filter(pattern => this.byHost.has(pattern));
  }

  /** The hosts that a host covers, itself included. */
  public hostsCoveredBy(host: string): string[] {
    if (isPartialWildcard(host)) { return [...this.byHost.keys()].filter(name => coversHost(host, name)); }
    const own = this.byHost.has(host) ? [host] : [];
    return host.startsWith('*') ? [...own, ...this.below.get(host) ?? []] : own;
  }

  /** What has a host that covers this one. */
  public covering(host: string): T[] {
    return this.hostsCovering(host).flatMap(pattern => this.byHost.get(pattern) ?? []);
  }

  /** What has a host that this one covers. */
  public coveredBy(host: string): T[] {
    return this.hostsCoveredBy(host).flatMap(name => this.byHost.get(name) ?? []);
  }

  /** Whether any host covers this one. */
  public covers(host: string): boolean {
    return this.hostsCovering(host).length > 0;
  }

  /** Whether any host has a name in common with this one. */
  public overlaps(host: string): boolean {
    return this.covers(host) || this.hostsCoveredBy(host).length > 0;
  }
}

/** The whole-label wildcards that cover a host, other than itself, narrowest first. */
function wildcardsAbove(host: string): string[] {
  return [...wildcardsOver(host), '*'].filter(wildcard => wildcard !== host);
}
