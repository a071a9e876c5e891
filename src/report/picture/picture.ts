import type { PicturedDestination, PicturedWorkload } from './pictured-egress';
import { groupBy } from '../../analysis/base/group-by';
import { describeDestination, describeWorkload, ReportedVerdict, unknownHostsText } from '../egress-report';

/** A line of text in a box of the picture. */
export interface Row {
  readonly id: string;
  readonly text: string;
  /** What else is known about it, such as the object that declares a destination. */
  readonly remark: string;
  /** What it stands for in full, such as the kind of a workload. */
  readonly title: string;
  /** The object that declares the destination. Undefined for workloads, at a gateway, and for hosts that nothing declares. */
  readonly via?: string;
}

/** Workloads of one namespace with the same egress. */
export interface WorkloadBox {
  readonly id: string;
  readonly rows: readonly Row[];
}

/** A frame around the workloads of a namespace. */
export interface NamespaceFrame {
  readonly namespace: string;
  readonly boxes: readonly WorkloadBox[];
}

/** What decides for the sidecars of workloads with the same egress. Each of them reaches all that its arrows lead to, and nothing else. */
export interface Hub {
  readonly id: string;
  readonly text: string;
  /** What happens to hosts that no object declares. */
  readonly unknownHosts: string;
  readonly verdict: ReportedVerdict;
}

/** A box with a title: a gateway with the destinations that it passes on, or a namespace with the destinations that its objects declare. */
export interface TitledBox {
  readonly id: string;
  readonly title: string;
  readonly rows: readonly Row[];
}

/** An arrow between boxes or rows. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  /** What happens to the connections. Undefined for a line that connects workloads with their Sidecar. */
  readonly verdict?: ReportedVerdict;
}

/** Namespaces with their workloads, Sidecars, gateways, and the destinations that objects declare, from left to right. */
export interface Picture {
  readonly namespaces: readonly NamespaceFrame[];
  readonly hubs: readonly Hub[];
  readonly gateways: readonly TitledBox[];
  readonly entries: readonly TitledBox[];
  readonly arrows: readonly Arrow[];
}

/** The title of the box with the hosts that no object declares. */
const NOT_DECLARED = 'not declared';

/** A destination, or the hosts that no object declares. */
interface Target extends Pick<PicturedDestination, 'gateway' | 'verdict'> {
  readonly text: string;
  readonly remark: string;
  /** The title of its box. */
  readonly title: string;
  readonly via?: string;
}

/** The picture of what workloads reach. Workloads with the same egress share a box and a Sidecar, so that every way along the arrows is real. */
export function pictureOf(workloads: readonly PicturedWorkload[]): Picture {
  const draft = new Draft();
  const hubs = [...groupBy(workloads, hubKey).values()];
  hubs.forEach((sharing, index) => draft.addHub(`s${index}`, sharing[0], targetsOf(sharing[0])));
  const hubOf = new Map(hubs.flatMap((sharing, index) => sharing.map(workload => [workload, `s${index}`])));
  const namespaces = [...groupBy(workloads, ({ namespace }) => namespace)].map(([namespace, inNamespace]) => ({
    namespace,
    boxes: [...groupBy(inNamespace, workload => hubOf.get(workload)!)].map(([hub, sharing]) => draft.addWorkloads(hub, sharing)),
  }));
  return { namespaces, ...draft.finish() };
}

function hubKey(workload: PicturedWorkload): string {
  return JSON.stringify([workload.sidecar, unknownHostsText(workload), targetsOf(workload)]);
}

function targetsOf(workload: PicturedWorkload): Target[] {
  const declared = workload.destinations.map(({ gateway, via, verdict, ...destination }) => {
    return { ...declarationOf(via), gateway, verdict, text: describeDestination(destination) };
  });
  return [...declared, ...undeclaredTargets(workload)];
}

/** What is open for hosts that no object declares: everything, or what differs on some ports. */
function undeclaredTargets(workload: PicturedWorkload): Target[] {
  const open = workload.unknownHosts.filter(({ verdict }) => verdict !== 'BLOCKED');
  const general = open.filter(({ port }) => port === undefined);
  const isLikeGeneral = ({ port, protocol, verdict }: typeof open[number]) => port !== undefined
    && general.some(each => each.protocol === protocol && each.verdict === verdict);
  const found = open.filter(each => !isLikeGeneral(each)).map(({ port, protocol, verdict, service }) => ({
    protocol,
    text: `any other host${port === undefined ? '' : ` on port ${port}`}`,
    remark: service === undefined ? '' : `sent to ${service}`,
    verdict,
  }));
  const protocols = new Set(workload.unknownHosts.map(({ protocol }) => protocol)).size;
  return [...groupBy(found, ({ text, remark, verdict }) => `${text} ${remark} ${verdict}`).values()].map(same => {
    const only = same.length === protocols ? '' : `, ${same.map(({ protocol }) => protocol).join(' and ')} only`;
    return { title: NOT_DECLARED, remark: same[0].remark, verdict: same[0].verdict, text: `${same[0].text}${only}` };
  });
}

/** Collects boxes and arrows, each once. */
class Draft {
  private readonly hubs: Hub[] = [];
  private readonly gateways = new Boxes('g');
  private readonly entries = new Boxes('e');
  private readonly arrows = new Map<string, Arrow>();
  private workloadBoxes = 0;
  private workloads = 0;

  public addHub(id: string, workload: PicturedWorkload, targets: readonly Target[]): void {
    this.hubs.push({ id, text: workload.sidecar, unknownHosts: unknownHostsText(workload), verdict: generalVerdict(workload) });
    for (const { text, remark, title, via, gateway, verdict } of targets) {
      const stop = gateway === undefined ? undefined : this.gateways.row(gateway, { text, remark: '' });
      // What a gateway refuses reaches the gateway, but not the destination.
      if (stop !== undefined) { this.addArrow(id, stop, verdict === 'BLOCKED' ? 'REACHABLE' : verdict); }
      this.addArrow(stop ?? id, this.entries.row(title, { text, remark, via }), verdict);
    }
  }

  public addWorkloads(hub: string, sharing: readonly PicturedWorkload[]): WorkloadBox {
    const id = `b${this.workloadBoxes++}`;
    this.addArrow(id, hub);
    return { id, rows: sharing.map(workload => this.workloadRow(workload)) };
  }

  private workloadRow(workload: PicturedWorkload): Row {
    const remark = workload.kind === 'Deployment' ? '' : workload.kind;
    return { id: `w${this.workloads++}`, text: workload.name, remark, title: describeWorkload(workload) };
  }

  public finish(): Omit<Picture, 'namespaces'> {
    return { hubs: this.hubs, gateways: this.gateways.all(), entries: this.entries.all(), arrows: [...this.arrows.values()] };
  }

  private addArrow(from: string, to: string, verdict?: ReportedVerdict): void {
    this.arrows.set(`${from} ${to} ${verdict}`, verdict === undefined ? { from, to } : { from, to, verdict });
  }
}

/** Destinations are in a box for the namespace of the objects that declare them: `ServiceEntry shop/api` is `api` in `shop`. */
function declarationOf(via: string): Pick<Target, 'title' | 'remark' | 'via'> {
  const [, kind, namespace, name] = /^(\S+) ([^/]+)\/(.+)$/.exec(via) ?? [];
  if (namespace === undefined) { return { title: via, remark: '' }; }
  return { title: `declared in ${namespace}`, remark: kind === 'ServiceEntry' ? name : `${kind} ${name}`, via };
}

function generalVerdict({ unknownHosts }: PicturedWorkload): ReportedVerdict {
  const verdicts = new Set(unknownHosts.filter(({ port }) => port === undefined).map(({ verdict }) => verdict));
  const order: ReportedVerdict[] = ['BYPASSED', 'PASSTHROUGH', 'MISROUTED', 'UNKNOWN'];
  return order.find(verdict => verdicts.has(verdict)) ?? 'BLOCKED';
}

/** Boxes by title, with their rows. */
class Boxes {
  private readonly boxes = new Map<string, Map<string, Row>>();
  private rows = 0;

  public constructor(private readonly prefix: string) {}

  /** The ID of a row, which is added if it is new. */
  public row(title: string, { text, remark, via }: Pick<Row, 'text' | 'remark' | 'via'>): string {
    const rows = this.boxes.get(title) ?? new Map<string, Row>();
    this.boxes.set(title, rows);
    const key = `${text} ${remark}`;
    if (!rows.has(key)) {
      const full = `${text}${remark === '' ? '' : ` ${remark}`}, ${title}`;
      rows.set(key, { id: `${this.prefix}${this.rows++}`, text, remark, title: full, ...via === undefined ? {} : { via } });
    }
    return rows.get(key)!.id;
  }

  public all(): TitledBox[] {
    return [...this.boxes].map(([title, rows], index) => ({ id: `${this.prefix.toUpperCase()}${index}`, title, rows: [...rows.values()] }));
  }
}
