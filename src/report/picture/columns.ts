import type { ColumnBox, Link } from './order';
import { append, groupBy } from '../../analysis/base/group-by';

const GAP = 12;

/**
 * The tops of boxes that are in the order of their columns. The tallest column has no gaps. The boxes of the others are as near as they can be to those that they are
 * linked with, from the tallest column outwards.
 */
export function topsOf(boxes: readonly ColumnBox[], links: readonly Link[]): Map<string, number> {
  const columns = [...groupBy(boxes, ({ column }) => column).values()];
  const tops = new Map<string, number>();
  for (const column of columns) { stack(column, tops); }
  const heights = columns.map(heightOf);
  const tallest = heights.indexOf(Math.max(...heights));
  const neighbours = neighboursOf(links);
  const settled = new Map(columns[tallest]?.map(box => [box.id, box]));
  const distance = (column: ColumnBox[]) => Math.abs(columns.indexOf(column) - tallest);
  for (const column of columns.filter((_, index) => index !== tallest).sort((a, b) => distance(a) - distance(b))) {
    const wanted = column.map(({ id, height }) => {
      const near = (neighbours.get(id) ?? []).flatMap(other => settled.get(other) ?? []);
      const centres = near.map(other => tops.get(other.id)! + other.height / 2);
      return near.length === 0 ? tops.get(id)! : centres.reduce((sum, centre) => sum + centre, 0) / near.length - height / 2;
    });
    for (const [index, top] of settle(column, wanted, heights[tallest]).entries()) { tops.set(column[index].id, Math.round(top)); }
    for (const box of column) { settled.set(box.id, box); }
  }
  return tops;
}

function neighboursOf(links: readonly Link[]): Map<string, string[]> {
  const neighbours = new Map<string, string[]>();
  for (const { from, to } of links) {
    append(neighbours, from, to);
    append(neighbours, to, from);
  }
  return neighbours;
}

/** The height of boxes below each other. */
export function heightOf(column: readonly Pick<ColumnBox, 'height'>[]): number {
  return column.reduce((sum, { height }) => sum + height + GAP, -GAP);
}

function stack(column: readonly ColumnBox[], tops: Map<string, number>): void {
  let top = 0;
  for (const { id, height } of column) {
    tops.set(id, top);
    top += height + GAP;
  }
}

/** Boxes that touch, with the mean of the places that they want. */
interface Block {
  sum: number;
  count: number;
}

/**
 * The tops that are nearest to the wanted ones, in the same order and without overlaps, from 0 to a height: boxes that would overlap form a block, which is where its
 * boxes want to be in the mean.
 */
function settle(column: readonly ColumnBox[], wanted: readonly number[], height: number): number[] {
  let before = 0;
  const offsets = column.map(box => {
    const offset = before;
    before += box.height + GAP;
    return offset;
  });
  const blocks: Block[] = [];
  for (const [index, top] of wanted.entries()) {
    blocks.push({ sum: top - offsets[index], count: 1 });
    while (blocks.length > 1 && meanOf(blocks[blocks.length - 2]) > meanOf(blocks[blocks.length - 1])) {
      const last = blocks.pop()!;
      blocks[blocks.length - 1].sum += last.sum;
      blocks[blocks.length - 1].count += last.count;
    }
  }
  const most = Math.max(0, height - (before - GAP));
  const bases = blocks.flatMap(block => Array<number>(block.count).fill(Math.min(Math.max(meanOf(block), 0), most)));
  return bases.map((base, index) => base + offsets[index]);
}

function meanOf({ sum, count }: Block): number {
  return sum / count;
}
