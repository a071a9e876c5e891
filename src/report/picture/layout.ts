import { topsOf } from './columns';
import { hubBox, namespaceFrame, shiftedFrame, SLOT, Slots, slotsOf, titledFrame, widenedFrame, withSortedBoxes, withSortedRows } from './frames';
import { Link, orderOf } from './order';
import type { Arrow, Picture } from './picture';
import { Placed, PlacedArrow, PlacedFrame, PlacedHub, shifted } from './placed';
import { append } from '../../analysis/base/group-by';

const COLUMN_GAP = 110;

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

/** Places the parts of a picture in columns, without overlaps. dagre orders the boxes of the columns so that few arrows cross. */
export function layoutOf(picture: Picture): Layout {
  const slots = slotsOf(picture.arrows);
  const sized = widened({
    namespaces: picture.namespaces.map((frame, index) => namespaceFrame(frame, `n${index}`)),
    hubs: picture.hubs.map(hubBox),
    gateways: picture.gateways.map(box => titledFrame(box, slots)),
    entries: picture.entries.map(box => titledFrame(box, slots)),
  });
  const { boxes, columns } = placed(sized, picture.arrows);
  const all = allOf(boxes);
  return {
    width: Math.max(0, ...all.map(({ x, width }) => x + width)),
    height: Math.max(0, ...all.map(({ y, height }) => y + height)),
    columns,
    ...boxes,
    arrows: arrowsIn(boxes, picture.arrows, slots),
  };
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

function placed(sized: Boxes, arrows: readonly Arrow[]): { readonly boxes: Boxes; readonly columns: readonly Column[] } {
  const owners = ownersOf(sized);
  const links = arrows.map(({ from, to }): Link => ({ from: owners.get(from)!, to: owners.get(to)! }));
  const inColumns = COLUMNS.flatMap(({ kind }, column) => sized[kind].map(({ id, width, height }) => ({ id, column, width, height })));
  const tops = topsOf(orderOf(inColumns, links), links);
  const lefts = leftsOf(sized);
  const frames = (kind: 'namespaces' | 'gateways' | 'entries') => sized[kind].map(frame => shiftedFrame(frame, { x: lefts[kind], y: tops.get(frame.id)! }));
  const hubs = sized.hubs.map(hub => shifted(hub, { x: lefts.hubs, y: tops.get(hub.id)! }));
  const boxes: Boxes = { namespaces: frames('namespaces'), hubs, gateways: frames('gateways'), entries: frames('entries') };
  const columns = COLUMNS.filter(({ kind }) => sized[kind].length > 0).map(({ kind, caption }) => ({ caption, x: lefts[kind] }));
  return { boxes: inOrder(boxes, arrows), columns };
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

/** Workloads in the order of their Sidecars, and destinations in the order in which their arrows come. */
function inOrder(boxes: Boxes, arrows: readonly Arrow[]): Boxes {
  const heights = new Map([...allOf(boxes), ...boxes.gateways.flatMap(rowsOf)].map(({ id, y, height }) => [id, y + height / 2]));
  const neighbours = new Map<string, number[]>();
  for (const { from, to } of arrows) {
    append(neighbours, from, heights.get(to) ?? 0);
    append(neighbours, to, heights.get(from) ?? 0);
  }
  const mean = (id: string) => (neighbours.get(id) ?? []).reduce((sum, y, _, { length }) => sum + y / length, 0);
  return {
    ...boxes,
    namespaces: boxes.namespaces.map(frame => withSortedBoxes(frame, mean)),
    gateways: boxes.gateways.map(frame => withSortedRows(frame, mean)),
    entries: boxes.entries.map(frame => withSortedRows(frame, mean)),
  };
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
