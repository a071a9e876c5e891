import { append } from '../../src/analysis/base/group-by';
import { describeDestination, describeWorkload } from '../../src/report/egress-report';
import type { Picture, Row } from '../../src/report/picture/picture';
import type { PicturedDestination, PicturedWorkload } from '../../src/report/picture/pictured-egress';

/** What is selected: a workload, a destination, a Sidecar of the picture, or the connection of a workload to a destination. */
export type Selection =
  | { readonly kind: 'workload'; readonly workload: PicturedWorkload }
  | { readonly kind: 'destination'; readonly text: string; readonly via: string | undefined }
  | { readonly kind: 'hub'; readonly workloads: readonly PicturedWorkload[]; readonly destination: PicturedDestination | undefined }
  | { readonly kind: 'connection'; readonly workload: PicturedWorkload; readonly destination: PicturedDestination };

/** Whether a destination has a text. Without an object that declares it, any will do. */
export function isDestination(destination: PicturedDestination, text: string, via: string | undefined): boolean {
  return describeDestination(destination) === text && (via === undefined || destination.via === via);
}

/** The parts of a picture, and how they are connected. */
export class PictureIndex {
  private readonly workloadByTitle: ReadonlyMap<string, PicturedWorkload>;
  private readonly workloadsOfHub = new Map<string, PicturedWorkload[]>();
  private readonly hubOfRow = new Map<string, string>();
  private readonly boxOfRow = new Map<string, string>();
  private readonly titleOfRow = new Map<string, string>();
  private readonly targets: ReadonlyMap<string, Row>;
  private readonly gatewayRows: ReadonlySet<string>;

  public constructor(public readonly picture: Picture, workloads: readonly PicturedWorkload[]) {
    this.workloadByTitle = new Map(workloads.map(workload => [describeWorkload(workload), workload]));
    // The only arrow from a box leads to its Sidecar.
    const targetOf = new Map(picture.arrows.map(({ from, to }) => [from, to]));
    for (const box of picture.namespaces.flatMap(({ boxes }) => boxes)) {
      const hub = targetOf.get(box.id) ?? '';
      for (const row of box.rows) {
        this.hubOfRow.set(row.id, hub);
        this.boxOfRow.set(row.id, box.id);
        this.titleOfRow.set(row.id, row.title);
        append(this.workloadsOfHub, hub, this.workloadByTitle.get(row.title)!);
      }
    }
    const atGateways = picture.gateways.flatMap(({ rows }) => rows);
    this.targets = new Map([...atGateways, ...picture.entries.flatMap(({ rows }) => rows)].map(row => [row.id, row]));
    this.gatewayRows = new Set(atGateways.map(({ id }) => id));
  }

  /** What a part with an ID means. */
  public selectionOf(id: string): Selection | undefined {
    const title = this.titleOfRow.get(id);
    if (title !== undefined) { return { kind: 'workload', workload: this.workloadByTitle.get(title)! }; }
    const target = this.targets.get(id);
    if (target) { return { kind: 'destination', text: target.text, via: target.via }; }
    const workloads = this.workloadsOfHub.get(id);
    return workloads && { kind: 'hub', workloads, destination: undefined };
  }

  /** What an arrow means: the connections of the workloads of a Sidecar to a destination. */
  public selectionOfArrow(from: string, to: string): Selection | undefined {
    const target = this.targets.get(to);
    if (!target) { return this.selectionOf(to); }
    const hub = this.workloadsOfHub.has(from) ? from : this.picture.arrows.find(arrow => arrow.to === from)?.from ?? '';
    const workloads = this.workloadsOfHub.get(hub) ?? [];
    const destination = workloads[0]?.destinations.find(each => isDestination(each, target.text, target.via));
    return destination ? { kind: 'hub', workloads, destination } : this.selectionOf(to);
  }

  /** The IDs of the parts that belong to a selection. */
  public idsOf(selection: Selection): ReadonlySet<string> {
    const rows = [...this.titleOfRow].filter(([, title]) => this.isSelected(title, selection)).map(([id]) => id);
    const hubs = new Set(rows.map(id => this.hubOfRow.get(id)!));
    const wanted = this.targetsOf(selection);
    const ids = new Set([...rows, ...rows.map(id => this.boxOfRow.get(id)!), ...hubs]);
    // From the Sidecars to the destinations, perhaps by way of a gateway.
    for (const { from, to } of this.picture.arrows) {
      const target = this.targets.get(to);
      if (hubs.has(from) && target && wanted(target.text, target.via)) { ids.add(to); }
    }
    for (const { from, to } of this.picture.arrows) {
      if (ids.has(from) && this.gatewayRows.has(from)) { ids.add(to); }
    }
    return ids;
  }

  private isSelected(title: string, selection: Selection): boolean {
    switch (selection.kind) {
      case 'workload':
      case 'connection': return title === describeWorkload(selection.workload);
      case 'hub': return selection.workloads.some(workload => describeWorkload(workload) === title);
      case 'destination': {
        const { destinations, unknownHosts } = this.workloadByTitle.get(title)!;
        const reaches = destinations.some(each => isDestination(each, selection.text, selection.via));
        return reaches || unknownHosts.length > 0 && this.reachesUndeclared(title, selection.text);
      }
    }
  }

  private reachesUndeclared(title: string, text: string): boolean {
    const row = [...this.titleOfRow].find(([, each]) => each === title)?.[0] ?? '';
    const hub = this.hubOfRow.get(row);
    return text.startsWith('any other host') && this.picture.arrows.some(({ from, to }) => from === hub && this.targets.get(to)?.text === text);
  }

  /** Tells which of the destinations of a Sidecar belong to a selection. */
  private targetsOf(selection: Selection): (text: string, via: string | undefined) => boolean {
    switch (selection.kind) {
      case 'workload': return () => true;
      case 'destination': {
        const { text: wanted, via: declared } = selection;
        return (text, via) => text === wanted && (via === undefined || declared === undefined || via === declared);
      }
      case 'hub':
      case 'connection': {
        const { destination } = selection;
        return (text, via) => destination === undefined || isDestination(destination, text, via);
      }
    }
  }
}
