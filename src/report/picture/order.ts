import type { Size } from './placed';

/** A box of a column. */
export interface ColumnBox extends Size {
  readonly id: string;
  readonly column: number;
}

/** A connection of two boxes. The first is in an earlier column. */
export interface Link {
  readonly from: string;
  readonly to: string;
}

/** What is used of dagre. */
interface Dagre {
  readonly graphlib: { readonly Graph: new () => Graph };
  readonly layout: (graph: Graph) => void;
}

interface Graph {
  setGraph(options: { readonly rankdir: 'LR'; readonly nodesep: number; readonly ranksep: number }): void;
  setNode(id: string, size: Size): void;
  setEdge(from: string, to: string, options: { readonly minlen: number; readonly weight: number }): void;
  node(id: string): { readonly y: number };
}

/** @see docs/decisions/0018-dagre.md */
function loadDagre(): Dagre {
  // eslint-disable-next-line @typescript-eslint/no-require-imports, import/no-extraneous-dependencies -- loaded by drawings only; built into the package
  return require('@dagrejs/dagre') as Dagre;
}

/** The boxes in an order in which few links cross: those of a column from top to bottom. */
export function orderOf<T extends ColumnBox>(boxes: readonly T[], links: readonly Link[]): T[] {
  const { graphlib, layout } = loadDagre();
  const graph = new graphlib.Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 10, ranksep: 100 });
  const columnOf = new Map(boxes.map(({ id, column }) => [id, column]));
  for (const { id, width, height } of boxes) { graph.setNode(id, { width, height }); }
  for (const { from, to } of links) {
    const length = columnOf.get(to)! - columnOf.get(from)!;
    // The Sidecars of a namespace are beside it, more than anything else.
    graph.setEdge(from, to, { minlen: length, weight: columnOf.get(from) === 0 ? 8 : 1 });
  }
  layout(graph);
  const heights = new Map(boxes.map(({ id }) => [id, graph.node(id).y]));
  return [...boxes].sort((a, b) => a.column - b.column || heights.get(a.id)! - heights.get(b.id)!);
}
