import { heightOf, topsOf } from './columns';
import { hubBox, namespaceFrame, shiftedFrame, SLOT, Slots, slotsOf, titledFrame, widenedFrame, withSortedBoxes, withSortedRows } from './frames';
import { LANE_HEIGHT, Lanes, lanesOf, linksOf } from './lanes';
import { orderOf } from './order';
import type { Arrow, Picture } from './picture';
import { Lane, Placed, PlacedArrow, PlacedFrame, PlacedHub, shifted } from './placed';
import { append } from '../../analysis/base/group-by';

const COLUMN_GAP = 110;

/** The height up to which workloads are below each other: about what two screens show. */
const COMFORTABLE = 1600;
const MOST_ABREAST = 3;
/** A picture that is a little higher is better than a wider one. */
const LITTLE_MORE = 1.1;

/** A column with its caption. */
export interface Column {
  readonly caption: string;
  readonly x: number;
}

/** The boxes by kind. */
interface Boxes {
  readonly namespaces: readonly PlacedFrame[];
  readonly hubs: readonly PlacedHub[];
  readonly gateways: readonly PlacedFrame[];
  readonly entries: readonly PlacedFrame[];
}

/** Everything at its place. */
export interface Layout extends Boxes {
  readonly width: number;
  readonly height: number;
  readonly columns: readonly Column[];
  readonly arrows: readonly PlacedArrow[];
}

const COLUMNS = [
  { kind: 'namespaces', caption: 'Workloads' },
  { kind: 'hubs', caption: 'Sidecars' },
  { kind: 'gateways', caption: 'Gateways' },
  { kind: 'entries', caption: 'Destinations' },
] as const;

const GATEWAYS = COLUMNS.findIndex(({ kind }) => kind === 'gateways');

/** Places the parts of a picture in columns, without overlaps. dagre orders the boxes of the columns so that few arrows cross. */
export function layoutOf(picture: Picture): Layout {
  const slots = slotsOf(picture.arrows);
  const entries = picture.entries.map(box => titledFrame(box, slots));
  const sized = widened({
    namespaces: namespacesOf(picture, Math.max(COMFORTABLE, heightOf(entries) * LITTLE_MORE)),
    hubs: picture.hubs.map(hubBox),
    gateways: picture.gateways.map(box => titledFrame(box, slots)),
    entries,
  });
  const lanes = lanesOf(picture);
  const { boxes, columns, laneAt } = placed(sized, picture.arrows, lanes);
  const all = allOf(boxes);
  return {
    width: Math.max(0, ...all.map(({ x, width }) => x + width)),
    height: Math.max(0, ...all.map(({ y, height }) => y + height), ...[...laneAt.values()].map(({ start }) => start.y + LANE_HEIGHT / 2)),
    columns,
    ...boxes,
    arrows: arrowsIn(boxes, picture.arrows, slots).map((arrow, index) => {
      const lane = lanes.get(picture.arrows[index]);
      return lane === undefined ? arrow : { ...arrow, lane: laneAt.get(lane)! };
    }),
  };
}

/**
 * The frames of the namespaces. In a large mesh, workloads are beside each other until their column is about as high as that of the destinations, which otherwise begins
 * screens below the top.
 */
function namespacesOf({ namespaces }: Picture, most: number): PlacedFrame[] {
  for (let abreast = 1; ; abreast++) {
    const frames = namespaces.map((frame, index) => namespaceFrame(frame, `n${index}`, abreast));
    if (abreast === MOST_ABREAST || heightOf(frames) <= most) { return frames; }
  }
}

function allOf({ namespaces, hubs, gateways, entries }: Boxes): Placed[] {
  return [...namespaces, ...hubs, ...gateways, ...entries];
}

/** The boxes of a column are as wide as the widest. */
function widened({ namespaces, hubs, gateways, entries }: Boxes): Boxes {
  const widest = (column: readonly Placed[]) => Math.max(0, ...column.map(({ width }) => width));
  const frames = (column: readonly PlacedFrame[]) => column.map(frame => widenedFrame(frame, widest(column)));
  return {
    namespaces: frames(namespaces),
    hubs: hubs.map(hub => ({ ...hub, width: widest(hubs) })),
    gateways: frames(gateways),
    entries: frames(entries),
  };
}

/** The boxes at their places. */
interface PlacedBoxes {
  readonly boxes: Boxes;
  readonly columns: readonly Column[];
  readonly laneAt: ReadonlyMap<string, Lane>;
}

function placed(sized: Boxes, arrows: readonly Arrow[], lanes: Lanes): PlacedBoxes {
  const links = linksOf(arrows, ownersOf(sized), lanes);
  const laneIds = [...new Set(lanes.values())];
  const gatewayWidth = sized.gateways[0]?.width ?? 0;
  const inColumns = [
    ...COLUMNS.flatMap(({ kind }, column) => sized[kind].map(({ id, width, height }) => ({ id, column, width, height }))),
    ...laneIds.map(id => ({ id, column: GATEWAYS, width: gatewayWidth, height: LANE_HEIGHT })),
  ];
  const tops = topsOf(orderOf(inColumns, links), links);
  const lefts = leftsOf(sized);
  const laneAt = new Map(laneIds.map((id): [string, Lane] => {
    const y = tops.get(id)! + LANE_HEIGHT / 2;
    return [id, { start: { x: lefts.gateways, y }, end: { x: lefts.gateways + gatewayWidth, y } }];
  }));
  const frames = (kind: 'namespaces' | 'gateways' | 'entries') => sized[kind].map(frame => shiftedFrame(frame, { x: lefts[kind], y: tops.get(frame.id)! }));
  const hubs = sized.hubs.map(hub => shifted(hub, { x: lefts.hubs, y: tops.get(hub.id)! }));
  const boxes: Boxes = { namespaces: frames('namespaces'), hubs, gateways: frames('gateways'), entries: frames('entries') };
  const columns = COLUMNS.filter(({ kind }) => sized[kind].length > 0).map(({ kind, caption }) => ({ caption, x: lefts[kind] }));
  return { boxes: inOrder(boxes, endsOf(arrows, lanes, laneAt)), columns, laneAt };
}

/** The box that each arrow begins or ends at, by the ID of the row. */
function ownersOf({ namespaces, hubs, gateways, entries }: Boxes): Map<string, string> {
  const frames = [...namespaces, ...gateways, ...entries];
  return new Map([
    ...hubs.map(({ id }): [string, string] => [id, id]),
    ...frames.flatMap(frame => frame.boxes.flatMap(box => [box.id, ...box.rows.map(row => row.id)].map((id): [string, string] => [id, frame.id]))),
  ]);
}

/** Where each column begins. Columns without boxes take no room. */
function leftsOf(sized: Boxes): Record<typeof COLUMNS[number]['kind'], number> {
  let x = 0;
  const lefts = COLUMNS.map(({ kind }): [string, number] => {
    const left = x;
    const [first] = sized[kind];
    if (first) { x += first.width + COLUMN_GAP; }
    return [kind, left];
  });
  return Object.fromEntries(lefts) as Record<typeof COLUMNS[number]['kind'], number>;
}

/** An arrow, and how high it leaves the column before its end if that is not where it begins. */
interface Ends extends Arrow {
  readonly lane?: number;
}

function endsOf(arrows: readonly Arrow[], lanes: Lanes, laneAt: ReadonlyMap<string, Lane>): Ends[] {
  return arrows.map(arrow => ({ ...arrow, lane: laneAt.get(lanes.get(arrow) ?? '')?.end.y }));
}

/** Workloads in the order of their Sidecars, rows of gateways in the order of their destinations, and destinations in the order in which their arrows come. */
function inOrder(boxes: Boxes, arrows: readonly Ends[]): Boxes {
  const ordered = { ...boxes, gateways: boxes.gateways.map(frame => withSortedRows(frame, meanBy(boxes, arrows))) };
  const mean = meanBy(ordered, arrows);
  return {
    ...ordered,
    namespaces: boxes.namespaces.map(frame => withSortedBoxes(frame, mean)),
    entries: boxes.entries.map(frame => withSortedRows(frame, mean)),
  };
}

/** How high the other ends of the arrows at a part are, in the mean. */
function meanBy(boxes: Boxes, arrows: readonly Ends[]): (id: string) => number {
  const parts = [...allOf(boxes), ...[...boxes.gateways, ...boxes.entries].flatMap(rowsOf)];
  const heights = new Map(parts.map(({ id, y, height }) => [id, y + height / 2]));
  const neighbours = new Map<string, number[]>();
  for (const { from, to, lane } of arrows) {
    append(neighbours, from, heights.get(to) ?? 0);
    append(neighbours, to, lane ?? heights.get(from) ?? 0);
  }
  return id => (neighbours.get(id) ?? []).reduce((sum, y, _, { length }) => sum + y / length, 0);
}

function rowsOf({ boxes }: PlacedFrame): Placed[] {
  return boxes.flatMap(({ rows }) => rows);
}

function arrowsIn(boxes: Boxes, arrows: readonly Arrow[], slots: Slots): PlacedArrow[] {
  const frames = [...boxes.namespaces, ...boxes.gateways, ...boxes.entries];
  const parts = new Map([...boxes.hubs, ...frames.flatMap(frame => [...frame.boxes, ...rowsOf(frame)])].map(part => [part.id, part]));
  return arrows.map(arrow => {
    const [from, to] = [parts.get(arrow.from)!, parts.get(arrow.to)!];
    const verdicts = slots.get(arrow.to)!;
    // Arrows with different results end below each other.
    const offset = (verdicts.indexOf(arrow.verdict) - (verdicts.length - 1) / 2) * SLOT;
    const start = { x: from.x + from.width, y: from.y + from.height / 2 };
    const end = { x: to.x, y: to.y + to.height / 2 + offset };
    return { ...arrow, start, end };
  });
}
