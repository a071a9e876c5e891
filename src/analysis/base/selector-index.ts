import { append } from './group-by';
import { Labels, selects } from './labels';

/** Items that select pods by their labels, such as the Sidecars of a namespace. A lookup asks only those that have a label of the pod. */
export class SelectorIndex<T> {
  /** Places of the items by one of their labels; those without labels select everything. */
  private readonly byLabel = new Map<string, number[]>();
  private readonly ofAll: number[] = [];

  public constructor(private readonly items: readonly T[], private readonly selectorOf: (item: T) => Labels) {
    for (const [place, item] of items.entries()) {
      const [first] = Object.entries(selectorOf(item));
      if (first) { append(this.byLabel, JSON.stringify(first), place); } else { this.ofAll.push(place); }
    }
  }

  /** The items that select pods with these labels, in the order of the items. */
  public selecting(labels: Labels): T[] {
    if (this.items.length === 0) { return []; }
    const places = [...this.ofAll, ...Object.entries(labels).flatMap(label => this.byLabel.get(JSON.stringify(label)) ?? [])];
    return places.sort((a, b) => a - b).map(place => this.items[place]).filter(item => selects(this.selectorOf(item), labels));
  }
}
