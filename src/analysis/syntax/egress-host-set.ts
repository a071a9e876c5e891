import { parseEgressHost } from './egress-host-syntax';
import { wildcardsOver } from './hosts';

/**
 * The hosts of one egress listener. Checking whether other hosts make a host redundant takes time linear in the labels of the host, not in the
 * number of hosts.
 */
export class EgressHostSet {
  private readonly all = new Set<string>();
  /** The first spelling of each import: `.` and the name of the namespace can mean the same. */
  private readonly spellings = new Map<string, string>();

  /** @param namespace the namespace that `.` means; undefined if it differs by workload */
  public constructor(private readonly namespace: string | undefined) {}

  public add(host: string): void {
    this.all.add(host);
    const parts = parseEgressHost(host);
    if (!parts || parts.exclusion) { return; }
    const meaning = `${this.resolve(parts.namespace)}/${parts.dnsName}`;
    if (!this.spellings.has(meaning)) { this.spellings.set(meaning, host); }
  }

  /** The hosts, in the order of adding. */
  public values(): string[] {
    return [...this.all];
  }

  /** Whether another host of the set imports everything that this host does: a wildcard, or an earlier host with another spelling. */
  public isCovered(host: string): boolean {
    const parts = parseEgressHost(host);
    if (!parts || parts.exclusion) { return false; }
    const namespace = this.resolve(parts.namespace);
    const self = `${namespace}/${parts.dnsName}`;
    if (this.spellings.has(self) && this.spellings.get(self) !== host) { return true; }
    return [parts.dnsName, ...wildcardsOver(parts.dnsName), '*']
      .flatMap(name => [`${namespace}/${name}`, `*/${name}`])
      .some(wide => wide !== self && this.spellings.has(wide));
  }

  private resolve(namespace: string): string {
    return namespace === '.' && this.namespace !== undefined ? this.namespace : namespace;
  }
}
