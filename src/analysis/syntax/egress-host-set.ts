import { parseEgressHost } from './egress-host-syntax';
import { wildcardsOver } from './hosts';

/**
 * The hosts of one egress listener. Whether others of them make one superfluous is found in the time that the labels of the host take, however many
 * hosts the listener has.
 */
export class EgressHostSet {
  private readonly all = new Set<string>();
  /** The first spelling of what is imported: `.` and the name of the namespace may mean the same. */
  private readonly spellings = new Map<string, string>();

  /** @param namespace what `.` stands for; undefined where it differs by workload */
  public constructor(private readonly namespace: string | undefined) {}

  public add(host: string): void {
    this.all.add(host);
    const parts = parseEgressHost(host);
    if (!parts || parts.exclusion) { return; }
    const meaning = `${this.resolve(parts.namespace)}/${parts.dnsName}`;
    if (!this.spellings.has(meaning)) { this.spellings.set(meaning, host); }
  }

  /** The hosts in the order in which they were added. */
  public values(): string[] {
    return [...this.all];
  }

  /** Whether another host of the set, a wildcard or one that was added before in another spelling, imports all that this one does. */
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
