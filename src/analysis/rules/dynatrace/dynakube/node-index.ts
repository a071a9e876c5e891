import { append } from '../../../base/group-by';
import { Labels, selects } from '../../../base/labels';

/** Something with a name that runs on nodes. */
export interface OnNodes {
  readonly name: string;
  /** Labels of the nodes where it runs; undefined for all nodes. */
  readonly nodeSelector: Labels | undefined;
}

/** Finds items that run on the same nodes, without comparing every pair. */
export class NodeIndex<T extends OnNodes> {
  private readonly items: T[];
  private readonly everywhere: T[];
  private readonly byLabel = new Map<string, T[]>();
  /** Each item once, by its rarest label. */
  private readonly byRarestLabel = new Map<string, T[]>();

  public constructor(items: readonly T[]) {
    this.items = [...items];
    this.everywhere = items.filter(({ nodeSelector }) => labelsIn(nodeSelector).length === 0);
    for (const item of items) {
      for (const label of labelsIn(item.nodeSelector)) { append(this.byLabel, label, item); }
    }
    for (const item of items) {
      const rarest = this.rarestOf(item);
      if (rarest !== undefined) { append(this.byRarestLabel, rarest, item); }
    }
  }

  /** The first item with another name that runs on the same nodes according to the operator: one of the two selectors includes the other. */
  public find(searched: OnNodes): T | undefined {
    const labels = labelsIn(searched.nodeSelector);
    const rarest = this.rarestOf(searched);
    const candidates = labels.length === 0
      ? [this.items]
      : [this.everywhere, ...labels.map(label => this.byRarestLabel.get(label) ?? []), rarest === undefined ? [] : this.byLabel.get(rarest) ?? []];
    for (const list of candidates) {
      const found = list.find(({ name, nodeSelector }) => name !== searched.name && overlap(searched.nodeSelector ?? {}, nodeSelector ?? {}));
      if (found) { return found; }
    }
    return undefined;
  }

  private rarestOf({ nodeSelector }: OnNodes): string | undefined {
    const countOf = (label: string) => this.byLabel.get(label)?.length ?? 0;
    return labelsIn(nodeSelector).sort((a, b) => countOf(a) - countOf(b)).at(0);
  }
}

/** Selectors with different keys do not overlap for the operator, although a node may have both labels. */
function overlap(a: Labels, b: Labels): boolean {
  return selects(a, b) || selects(b, a);
}

function labelsIn(selector: Labels | undefined): string[] {
  return Object.entries(selector ?? {}).map(entry => JSON.stringify(entry));
}
