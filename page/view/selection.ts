import { describeDestination, describeWorkload } from '../../src/report/egress-report';
import type { Picture } from '../../src/report/picture/picture';
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
  private readonly targets = new Map<string, { readonly text: string; readonly remark: string; readonly box: string }>();

  public constructor(public readonly picture: Picture, workloads: readonly PicturedWorkload[]) {
    this.workloadByTitle = new Map(workloads.map(workload => [describeWorkload(workload), workload]));
    for (const box of picture.namespaces.flatMap(({ boxes }) => boxes)) {
      const hub = picture.arrows.find(({ from }) => from === box.id)?.to ?? '';
      for (const row of box.rows) {
        this.hubOfRow.set(row.id, hub);
        this.boxOfRow.set(row.id, box.id);
        this.titleOfRow.set(row.id, row.title);
        this.workloadsOfHub.set(hub, [...this.workloadsOfHub.get(hub) ?? [], this.workloadByTitle.get(row.title)!]);
      }
    }
    for (const { title, rows } of [...picture.gateways, ...picture.entries]) {
      for (const { id, text, remark } of rows) { this.targets.set(id, { text, remark, box: title }); }
    }
  }

  /** What a part with an ID means. */
  public selectionOf(id: string): Selection | undefined {
    const title = this.titleOfRow.get(id);
    if (title !== undefined) { return { kind: 'workload', workload: this.workloadByTitle.get(title)! }; }
    const target = this.targets.get(id);
    if (target) { return { kind: 'destination', text: target.text, via: this.viaOf(id) }; }
    const workloads = this.workloadsOfHub.get(id);
    return workloads && { kind: 'hub', workloads, destination: undefined };
  }

  /** What an arrow means: the connections of the workloads of a Sidecar to a destination. */
  public selectionOfArrow(from: string, to: string): Selection | undefined {
    const target = this.targets.get(to);
    if (!target) { return this.selectionOf(to); }
    const hub = this.workloadsOfHub.has(from) ? from : this.picture.arrows.find(arrow => arrow.to === from)?.from ?? '';
    const workloads = this.workloadsOfHub.get(hub) ?? [];
    const via = this.viaOf(to);
    const destination = workloads[0]?.destinations.find(each => isDestination(each, target.text, via));
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
      if (hubs.has(from) && this.targets.has(to) && wanted(this.targets.get(to)!.text, this.viaOf(to))) { ids.add(to); }
    }
    for (const { from, to } of this.picture.arrows) {
      if (ids.has(from) && this.isGatewayRow(from)) { ids.add(to); }
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

  private isGatewayRow(id: string): boolean {
    return this.picture.gateways.some(({ rows }) => rows.some(row => row.id === id));
  }

  /** The object that declares a destination. Undefined at a gateway, and for hosts that nothing declares. */
  private viaOf(id: string): string | undefined {
    const { box, remark } = this.targets.get(id)!;
    const namespace = /^declared in (.+)$/.exec(box)?.[1];
    if (namespace === undefined) { return undefined; }
    const [kind, name] = remark.includes(' ') ? remark.split(' ') : ['ServiceEntry', remark];
    return `${kind} ${namespace}/${name}`;
  }
}
