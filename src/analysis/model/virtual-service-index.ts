import type { VirtualService } from './virtual-service';
import { append } from '../base/group-by';
import { hostsOverlap } from '../syntax/hosts';

const INDICES = new WeakMap<readonly VirtualService[], VirtualServiceIndex>();

/** An index of VirtualServices by host. For most hosts, only VirtualServices with wildcards need to be searched. */
export class VirtualServiceIndex {
  /** The index of a list. The list must not change. The index is built once for each list. */
  public static of(virtualServices: readonly VirtualService[]): VirtualServiceIndex {
    let index = INDICES.get(virtualServices);
    if (!index) {
      index = new VirtualServiceIndex(virtualServices);
      INDICES.set(virtualServices, index);
    }
    return index;
  }

  /** Indexes in the list, by host. */
  private readonly places = new Map<string, number[]>();
  private readonly wildcards: readonly string[];

  private constructor(private readonly virtualServices: readonly VirtualService[]) {
    for (const [place, { hosts }] of virtualServices.entries()) {
      for (const host of hosts) {
        append(this.places, host, place);
      }
    }
    this.wildcards = [...this.places.keys()].filter(host => host.startsWith('*'));
  }

  /** The VirtualServices that have a host in common with one of the hosts, in the order of the list. */
  public overlapping(...hosts: readonly string[]): VirtualService[] {
    if (this.places.size === 0) { return []; }
    const names = hosts.flatMap(host => host.startsWith('*')
      ? [...this.places.keys()].filter(name => hostsOverlap(name, host))
      : [host, ...this.wildcards.filter(name => hostsOverlap(name, host))]);
    const places = new Set(names.flatMap(name => this.places.get(name) ?? []));
    return [...places].sort((a, b) => a - b).map(place => this.virtualServices[place]);
  }
}
