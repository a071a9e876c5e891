import type { VirtualService } from './virtual-service';
import { append } from '../base/group-by';
import { hostsOverlap } from '../syntax/hosts';

const INDICES = new WeakMap<readonly VirtualService[], VirtualServiceIndex>();

/** VirtualServices by their hosts: for most hosts only those with wildcards have to be looked through. */
export class VirtualServiceIndex {
  /** The index of a list, which must not change any more. Made once for each list. */
  public static of(virtualServices: readonly VirtualService[]): VirtualServiceIndex {
    let index = INDICES.get(virtualServices);
    if (!index) {
      index = new VirtualServiceIndex(virtualServices);
      INDICES.set(virtualServices, index);
    }
    return index;
  }

  /** Places in the list, by host. */
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

  /** Those that have a host in common with one of some hosts, in the order of the list. */
  public overlapping(...hosts: readonly string[]): VirtualService[] {
    const names = hosts.flatMap(host => host.startsWith('*')
      ? [...this.places.keys()].filter(name => hostsOverlap(name, host))
      : [host, ...this.wildcards.filter(name => hostsOverlap(name, host))]);
    const places = new Set(names.flatMap(name => this.places.get(name) ?? []));
    return [...places].sort((a, b) => a - b).map(place => this.virtualServices[place]);
  }
}
