import { PAD, SMALL } from './frames';
import { Layout, layoutOf } from './layout';
import { lineSvg, LOCKED, markSvg, OUTCOME_MARKS } from './outcome-marks';
import { pictureOf } from './picture';
import { PICTURE_STYLE } from './picture-style';
import type { PicturedEgress } from './pictured-egress';
import type { PlacedArrow, PlacedFrame, PlacedHub, PlacedRow, Point } from './placed';
import { textWidth, wrapText } from './text-width';
import { plural } from '../check-report';
import type { ReportedVerdict } from '../egress-report';
import { escapeXml } from '../xml';

const MARGIN = 24;
const HEADER = 84;

/** In a page, which has a heading of its own. */
const SHORT_HEADER = 36;
const LEGEND_LINE = 24;
const NOTE_LINE = 16;
const LEGEND_MARK = 44;
const MARK_LENGTH = 9;

/** The narrowest picture, so that the heading and the notes have room. */
const LEAST_WIDTH = 520;

/** How a picture is drawn. */
export interface SvgOptions {
  /** For a page where people select parts: with the IDs of the parts, and without the heading, the notes and the style sheet, which the page has. */
  readonly interactive?: boolean;
}

/** Who reaches what as a picture, in SVG. */
export function egressSvg(egress: PicturedEgress, { interactive = false }: SvgOptions = {}): string {
  const layout = layoutOf(pictureOf(egress.workloads));
  const width = Math.max(LEAST_WIDTH, layout.width + 2 * MARGIN);
  const legend = legendOf(layout, width);
  const notes = interactive ? [] : egress.notes.flatMap(note => wrapText(note, SMALL, width - 2 * MARGIN));
  const header = interactive ? SHORT_HEADER : HEADER;
  const legendTop = header + layout.height + 28;
  const height = legendTop + legend.lines * LEGEND_LINE + notes.length * NOTE_LINE + MARGIN;
  const summary = summaryOf(egress);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="picture" ${interactive ? 'role="group"' : 'role="img"'} aria-labelledby="picture-title picture-description" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    '<title id="picture-title">Who may reach what outside the mesh</title>',
    `<desc id="picture-description">${escapeXml(summary)}</desc>`,
    ...interactive ? [] : [`<style>${PICTURE_STYLE}</style>`],
    `<rect class="ground" width="${width}" height="${height}"/>`,
    ...interactive ? [] : [text(MARGIN, 32, 'heading', 'Who may reach what outside the mesh'), text(MARGIN, 50, 'count', countsOf(egress))],
    ...layout.columns.map(({ caption, x }) => text(MARGIN + x, header - 10, 'caption', caption)),
    `<g transform="translate(${MARGIN} ${header})">`,
    ...[...layout.namespaces, ...layout.entries, ...layout.gateways].map(frameSvg),
    ...layout.arrows.map(arrow => arrowSvg(arrow, interactive)),
    ...[...layout.namespaces, ...layout.gateways, ...layout.entries].flatMap(({ boxes }) => boxes)
      .flatMap(({ rows }) => rows.map(row => rowSvg(row, interactive))),
    ...layout.hubs.map(hub => hubSvg(hub, interactive)),
    '</g>',
    `<g transform="translate(${MARGIN} ${legendTop})">`,
    ...legend.items,
    '</g>',
    ...notes.map((note, index) => text(MARGIN, legendTop + legend.lines * LEGEND_LINE + index * NOTE_LINE + 8, 'note', note)),
    '</svg>',
    '',
  ].join('\n');
}

/** How many workloads, namespaces and hosts there are, in words. */
export function countsOf({ workloads }: PicturedEgress): string {
  const reached = new Set(workloads.flatMap(({ destinations }) => destinations.filter(({ verdict }) => verdict !== 'BLOCKED').map(({ host }) => host)));
  return `${plural(workloads.length, 'workload')} in ${plural(new Set(workloads.map(({ namespace }) => namespace)).size, 'namespace')}, ${plural(reached.size, 'external host')}`;
}

/** For those who hear the picture. */
function summaryOf(egress: PicturedEgress): string {
  const open = egress.workloads.filter(({ unknownHosts }) => unknownHosts.some(({ port, verdict }) => port === undefined && verdict !== 'BLOCKED')).length;
  const failing = egress.workloads.filter(({ destinations }) => destinations.some(({ verdict }) => verdict === 'BLOCKED')).length;
  return `From left to right: namespaces with their workloads, Sidecars, gateways, and destinations by the object that declares them. ${countsOf(egress)}. `
    + `${plural(open, 'workload')} can reach hosts that no object declares. ${plural(failing, 'workload')} cannot reach a destination that is declared.`;
}

function frameSvg({ x, y, width, height, title, shownTitle, boxes }: PlacedFrame): string {
  return [
    `<g><rect class="frame" x="${x}" y="${y}" width="${width}" height="${height}" rx="8"/>`,
    text(x + PAD + 4, y + 17, 'title', shownTitle, title),
    ...boxes.map(box => `<rect class="box" x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" rx="5"/>`),
    '</g>',
  ].join('');
}

function rowSvg({ id, x, y, width, height, text: shown, remark, title }: PlacedRow, interactive: boolean): string {
  const part = interactive ? ` class="part" data-id="${id}"` : '';
  const target = interactive ? `<rect class="target" x="${x}" y="${y}" width="${width}" height="${height}" rx="5"/>` : '';
  const tail = remark === '' ? '' : ` <text class="remark" text-anchor="end" x="${x + width - PAD}" y="${y + height / 2 + 4}">${escapeXml(remark)}</text>`;
  return `<g${part}>${target}${text(x + PAD, y + height / 2 + 4.5, '', shown, title)}${tail}</g>`;
}

function hubSvg({ id, x, y, width, height, text: shown, title, unknownHosts, verdict }: PlacedHub, interactive: boolean): string {
  const part = interactive ? ` class="part" data-id="${id}"` : '';
  const outcome = verdict === 'BLOCKED' ? LOCKED : OUTCOME_MARKS[verdict];
  return [
    `<g${part}><rect class="hub${interactive ? ' target' : ''}" x="${x}" y="${y}" width="${width}" height="${height}" rx="12"/>`,
    text(x + PAD, y + 18, 'sidecar', shown, title),
    `<g class="${outcome.style}">${markSvg(outcome, { x: x + PAD + 11, y: y + 31 })}</g>`,
    text(x + PAD + 18, y + 35, `small ${outcome.style}`, unknownHosts),
    '</g>',
  ].join(' ');
}

/** A line that leaves and arrives level, with its mark at the end. */
function arrowSvg({ from, to, verdict, start, end, lane }: PlacedArrow, interactive: boolean): string {
  const part = interactive ? ` data-from="${from}" data-to="${to}"` : '';
  if (verdict === undefined) { return `<g class="arrow plain"${part}><path class="line" d="${curve(start, end)}"/></g>`; }
  const outcome = OUTCOME_MARKS[verdict];
  const tip = { x: end.x - MARK_LENGTH, y: end.y };
  const line = lane ? `${curve(start, lane.start)}${bend(lane.start, lane.end)}${bend(lane.end, tip)}` : curve(start, tip);
  return `<g class="arrow ${outcome.style}"${part}><title>${escapeXml(outcome.text)}</title>${lineSvg(outcome, line)}${markSvg(outcome, end)}</g>`;
}

function curve(start: Point, end: Point): string {
  return `M${start.x} ${start.y}${bend(start, end)}`;
}

/** The rest of a line that is at its start. */
function bend(start: Point, end: Point): string {
  if (start.y === end.y) { return `H${end.x}`; }
  const reach = Math.max(30, (end.x - start.x) * 0.5);
  return `C${round(start.x + reach)} ${start.y} ${round(end.x - reach)} ${end.y} ${end.x} ${end.y}`;
}

/** The results that the picture has, with their words. */
function legendOf({ arrows, hubs }: Layout, width: number): { readonly items: string[]; readonly lines: number } {
  const used = new Set(arrows.map(({ verdict }) => verdict));
  let x = 0;
  let line = 0;
  const items = (Object.keys(OUTCOME_MARKS) as ReportedVerdict[]).filter(verdict => used.has(verdict)).map(verdict => {
    const outcome = OUTCOME_MARKS[verdict];
    const room = LEGEND_MARK + textWidth(outcome.text, SMALL) + 24;
    if (x > 0 && x + room > width - 2 * MARGIN) {
      x = 0;
      line++;
    }
    const y = line * LEGEND_LINE;
    const left = x;
    x += room;
    return `<g class="${outcome.style}">${lineSvg(outcome, `M${left} ${y}H${left + 27}`)}${markSvg(outcome, { x: left + 36, y })}`
      + `${text(left + LEGEND_MARK, y + 4, 'small', outcome.text)}</g>`;
  });
  return { items, lines: hubs.length === 0 ? 0 : line + 1 };
}

function text(x: number, y: number, style: string, shown: string, title?: string): string {
  const tip = title !== undefined && title !== shown ? `<title>${escapeXml(title)}</title>` : '';
  return `<text${style === '' ? '' : ` class="${style}"`} x="${x}" y="${y}">${escapeXml(shown)}${tip}</text>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
