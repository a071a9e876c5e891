import type { Point } from './placed';
import type { ReportedVerdict } from '../egress-report';

/** How an arrow with a result looks: a dash pattern and the mark at its end, so that nobody needs to tell colours apart. */
export interface OutcomeMark {
  /** The class of the colour. */
  readonly style: string;
  /** Words of the legend. */
  readonly text: string;
  /** Dashes and gaps; empty for a solid line. */
  readonly dashes: string;
  /** The mark, as a path around the origin; the line comes from the left. */
  readonly path: string;
  /** Whether the mark is filled with the colour, or only drawn. */
  readonly filled: boolean;
}

const CIRCLE = 'M-9 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z';

/** A lock, for a Sidecar that lets out nothing but what is declared: that is no fault. */
export const LOCKED: Omit<OutcomeMark, 'dashes' | 'text'> = { style: 'locked', path: 'M-9 0H-1V5H-9zM-7.5 0V-2.5a2.5 2.5 0 0 1 5 0V0', filled: false };

/** In the order of the legend. */
export const OUTCOME_MARKS: { readonly [verdict in ReportedVerdict]: OutcomeMark } = {
  REACHABLE: { style: 'reached', text: 'reached', dashes: '', path: 'M-9 -4.5L0 0L-9 4.5z', filled: true },
  PASSTHROUGH: { style: 'passed', text: 'passed on, declared by no object', dashes: '9 4', path: 'M-9 -4.5L-1 0L-9 4.5z', filled: false },
  BYPASSED: { style: 'bypassed', text: 'bypasses the sidecar', dashes: '1.5 4', path: 'M-10 0L-5.5 -4.5L-1 0L-5.5 4.5z', filled: false },
  MISROUTED: { style: 'misrouted', text: 'sent to another service', dashes: '9 3 2 3', path: 'M-9 -4.5H-1V4.5H-9z', filled: false },
  BLOCKED: { style: 'failing', text: 'declared, but fails', dashes: '4 3', path: 'M-9 -4.5L-1 4.5M-9 4.5L-1 -4.5', filled: false },
  UNKNOWN: { style: 'unknown', text: 'unknown', dashes: '2 3', path: CIRCLE, filled: false },
};

/** A line with the dashes of a result, in SVG. */
export function lineSvg({ dashes }: Pick<OutcomeMark, 'dashes'>, path: string): string {
  return `<path class="line" d="${path}"${dashes === '' ? '' : ` stroke-dasharray="${dashes}"`}/>`;
}

/** A mark at a point, in SVG. */
export function markSvg({ path, filled }: Pick<OutcomeMark, 'path' | 'filled'>, { x, y }: Point): string {
  return `<path class="mark${filled ? ' filled' : ''}" transform="translate(${x} ${y})" d="${path}"/>`;
}
