import type { Arrow } from './picture';
import type { ReportedVerdict } from '../egress-report';

/** A point of the picture. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** How large something is. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A part of the picture at its place. */
export interface Placed extends Point, Size {
  readonly id: string;
}

/** A line of text at its place. */
export interface PlacedRow extends Placed {
  readonly text: string;
  /** A remark at the right end. */
  readonly remark: string;
  readonly title: string;
}

/** A box with rows at its place. */
export interface PlacedBox extends Placed {
  /** How many rows are beside each other. */
  readonly abreast: number;
  readonly rows: readonly PlacedRow[];
}

/** The frame of a namespace with its workloads, of a gateway, or of a namespace with the destinations that it declares. */
export interface PlacedFrame extends Placed {
  readonly title: string;
  /** The title, cut to the width of the frame. */
  readonly shownTitle: string;
  readonly boxes: readonly PlacedBox[];
}

/** A Sidecar at its place. */
export interface PlacedHub extends Placed {
  readonly text: string;
  readonly title: string;
  readonly unknownHosts: string;
  readonly verdict: ReportedVerdict;
}

/** A way through the column of the gateways, between their boxes. */
export interface Lane {
  readonly start: Point;
  readonly end: Point;
}

/** An arrow from one point to another. */
export interface PlacedArrow extends Arrow {
  readonly start: Point;
  readonly end: Point;
  /** Set if the arrow passes the column of the gateways. */
  readonly lane?: Lane;
}

/** Moves a part. */
export function shifted<T extends Point>(part: T, { x, y }: Point): T {
  return { ...part, x: part.x + x, y: part.y + y };
}
