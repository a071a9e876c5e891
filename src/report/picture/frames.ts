import type { Arrow, Hub, NamespaceFrame, Row, TitledBox, WorkloadBox } from './picture';
import { Placed, PlacedBox, PlacedFrame, PlacedHub, shifted } from './placed';
import { fitText, textWidth } from './text-width';
import { append } from '../../analysis/base/group-by';
import { verdictText } from '../egress-report';

export const FONT = 13;
export const SMALL = 11;

/** Distance of texts from the border of their box. */
export const PAD = 10;

/** How far apart arrows with different results end at a row. */
export const SLOT = 10;

const TITLE = 24;
const ROW = 22;
const BOX_GAP = 6;
const HUB_HEIGHT = 44;
const MOST_TEXT = 480;
const REMARK_GAP = 18;

/** The different results of the arrows that end at each row. */
export type Slots = ReadonlyMap<string, readonly Arrow['verdict'][]>;

/** The results of the arrows that end at each row, each once. */
export function slotsOf(arrows: readonly Arrow[]): Slots {
  const slots = new Map<string, Arrow['verdict'][]>();
  for (const { to, verdict } of arrows) {
    if (!slots.get(to)?.includes(verdict)) { append(slots, to, verdict); }
  }
  for (const verdicts of slots.values()) { verdicts.sort(); }
  return slots;
}

/**
 * The frame of a namespace with its workloads. It begins at the origin, like all frames here.
 *
 * @param abreast how many workloads of a box are beside each other, which makes a frame with many of them less high
 */
export function namespaceFrame({ namespace, boxes }: NamespaceFrame, id: string, abreast = 1): PlacedFrame {
  return frameOf(id, namespace, boxes, () => ROW, abreast);
}

/** The frame of a box with a title, with room for all arrows that end at its rows. */
export function titledFrame({ id, title, rows }: TitledBox, slots: Slots): PlacedFrame {
  return frameOf(id, title, [{ id: `${id} rows`, rows }], row => Math.max(ROW, (slots.get(row.id)?.length ?? 1) * SLOT + 4));
}

/** The box of a Sidecar. */
export function hubBox(hub: Hub): PlacedHub {
  const unknownHosts = `other hosts: ${verdictText(hub.verdict)}`;
  const text = fitText(hub.text, FONT, MOST_TEXT);
  const width = Math.max(textWidth(text, FONT, true), textWidth(unknownHosts, SMALL) + 18) + 2 * PAD;
  return { id: hub.id, text, title: hub.text, unknownHosts, verdict: hub.verdict, x: 0, y: 0, width, height: HUB_HEIGHT };
}

function frameOf(id: string, title: string, boxes: readonly WorkloadBox[], heightOf: (row: Row) => number, abreast = 1): PlacedFrame {
  const shownTitle = fitText(title, FONT, MOST_TEXT);
  const rowInner = Math.max(0, ...boxes.flatMap(({ rows }) => rows.map(rowWidth))) + 2 * PAD;
  const inner = Math.max(textWidth(shownTitle, FONT, true) + 2 * PAD, rowInner * abreast);
  const placed = boxes.map((box): PlacedBox => {
    const rows = box.rows.map(row => {
      const [text, remark] = [fitText(row.text, FONT, MOST_TEXT), fitText(row.remark, SMALL, MOST_TEXT)];
      return { ...row, text, remark, x: BOX_GAP, y: 0, width: inner, height: heightOf(row) };
    });
    return abreastIn({ id: box.id, x: BOX_GAP, y: 0, width: inner, height: 0, abreast, rows });
  });
  const height = placed.reduce((sum, box) => sum + box.height + BOX_GAP, TITLE);
  return withSortedBoxes({ id, title, shownTitle, x: 0, y: 0, width: inner + 2 * BOX_GAP, height, boxes: placed }, () => 0);
}

function rowWidth({ text, remark }: Row): number {
  const shown = textWidth(fitText(text, FONT, MOST_TEXT), FONT);
  return remark === '' ? shown : shown + REMARK_GAP + textWidth(fitText(remark, SMALL, MOST_TEXT), SMALL);
}

/** A frame with another width. */
export function widenedFrame(frame: PlacedFrame, width: number): PlacedFrame {
  const inner = width - 2 * BOX_GAP;
  return { ...frame, width, boxes: frame.boxes.map(box => abreastIn({ ...box, width: inner })) };
}

/** A frame at another place. */
export function shiftedFrame(frame: PlacedFrame, by: { readonly x: number; readonly y: number }): PlacedFrame {
  return { ...shifted(frame, by), boxes: frame.boxes.map(box => ({ ...shifted(box, by), rows: box.rows.map(row => shifted(row, by)) })) };
}

/** A frame whose rows are in the order of numbers. Rows stay in their box. */
export function withSortedRows(frame: PlacedFrame, numberOf: (id: string) => number): PlacedFrame {
  return { ...frame, boxes: frame.boxes.map(box => abreastIn({ ...box, rows: [...box.rows].sort(byNumber(numberOf)) })) };
}

/** A frame whose boxes are in the order of numbers. */
export function withSortedBoxes(frame: PlacedFrame, numberOf: (id: string) => number): PlacedFrame {
  const boxes = stacked([...frame.boxes].sort(byNumber(numberOf)), frame.y + TITLE, BOX_GAP);
  return { ...frame, boxes: boxes.map(abreastIn) };
}

/** A box with its rows in lines of as many as are beside each other, each line as high as its highest row, and the box as high as they need. */
function abreastIn(box: PlacedBox): PlacedBox {
  const width = Math.floor(box.width / box.abreast);
  let y = box.y;
  const rows = linesOf(box).flatMap(line => {
    const top = y;
    y += Math.max(...line.map(({ height }) => height));
    return line.map((row, index) => ({ ...row, x: box.x + index * width, y: top, width: line.length === 1 ? box.width : width }));
  });
  return { ...box, height: y - box.y, rows };
}

function linesOf({ rows, abreast }: PlacedBox): (PlacedBox['rows'])[] {
  const count = Math.ceil(rows.length / abreast);
  return Array.from({ length: count }, (_, index) => rows.slice(index * abreast, (index + 1) * abreast));
}

function byNumber(numberOf: (id: string) => number): (a: Placed, b: Placed) => number {
  return (a, b) => numberOf(a.id) - numberOf(b.id);
}

/** Parts below each other. */
function stacked<T extends Placed>(parts: readonly T[], top: number, gap: number): T[] {
  let y = top;
  return parts.map(part => {
    const placed = { ...part, y };
    y += part.height + gap;
    return placed;
  });
}
