import { svgElement } from './dom';
import { PictureIndex, Selection } from './selection';
import { egressSvg } from '../../src/report/picture/egress-svg';
import { pictureOf } from '../../src/report/picture/picture';
import type { PicturedEgress } from '../../src/report/picture/pictured-egress';

/** The picture. Its parts are selected with the mouse, or with the arrow keys and Enter. */
export class PictureView {
  private index: PictureIndex | undefined;
  private parts: SVGGElement[] = [];

  public constructor(private readonly stage: HTMLElement, private readonly select: (selection: Selection | undefined) => void) {
    stage.addEventListener('click', event => this.onClick(event.target as Element));
    stage.addEventListener('keydown', event => this.onKey(event));
  }

  public show(egress: PicturedEgress): void {
    this.index = new PictureIndex(pictureOf(egress.workloads), egress.workloads);
    const svg = svgElement(egressSvg(egress, { interactive: true }));
    this.parts = [...svg.querySelectorAll<SVGGElement>('.part')];
    for (const part of this.parts) {
      part.setAttribute('role', 'button');
      part.setAttribute('tabindex', '-1');
      part.prepend(titleOf(part));
    }
    this.parts[0]?.setAttribute('tabindex', '0');
    this.stage.replaceChildren(svg);
  }

  /** The scale by which the picture fits the width. */
  public scale(): number {
    return this.stage.clientWidth / Number(this.stage.querySelector('svg')?.getAttribute('width') ?? 1);
  }

  /** Brings out what belongs to a selection, and fades the rest. */
  public mark(selection: Selection | undefined): void {
    const ids = selection && this.index ? this.index.idsOf(selection) : undefined;
    this.stage.classList.toggle('selected', ids !== undefined);
    for (const part of this.parts) {
      const isOn = ids?.has(part.dataset.id!) === true;
      part.classList.toggle('on', isOn);
      part.setAttribute('aria-pressed', String(isOn));
    }
    for (const arrow of this.stage.querySelectorAll<SVGGElement>('.arrow')) {
      arrow.classList.toggle('on', ids?.has(arrow.dataset.from!) === true && ids.has(arrow.dataset.to!));
    }
    // The details take room, and may have moved it out of sight.
    this.parts.find(part => part === document.activeElement)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  private onClick(target: Element): void {
    const part = target.closest<SVGGElement>('.part');
    const arrow = target.closest<SVGGElement>('.arrow');
    if (part) {
      this.focus(part);
      this.select(this.index?.selectionOf(part.dataset.id!));
    } else {
      this.select(arrow ? this.index?.selectionOfArrow(arrow.dataset.from!, arrow.dataset.to!) : undefined);
    }
  }

  private onKey(event: KeyboardEvent): void {
    const part = (event.target as Element).closest<SVGGElement>('.part');
    if (event.key === 'Escape') { return this.select(undefined); }
    if (!part) { return; }
    if (event.key === 'Enter' || event.key === ' ') {
      this.select(this.index?.selectionOf(part.dataset.id!));
    } else {
      const next = nextPart(part, this.parts, event.key);
      if (!next) { return; }
      this.focus(next);
    }
    event.preventDefault();
  }

  /** Only one part is in the order of the Tab key; the arrow keys move among them. */
  private focus(part: SVGGElement): void {
    for (const each of this.parts) { each.setAttribute('tabindex', each === part ? '0' : '-1'); }
    part.focus({ preventScroll: true });
    part.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }
}

/** What a part shows, as voice control needs it, and what it stands for in full. */
function titleOf(part: SVGGElement): SVGTitleElement {
  const shown = [...part.querySelectorAll('text')].map(text => text.firstChild?.textContent ?? '').join(' ');
  const full = part.querySelector('text title')?.textContent ?? shown;
  for (const title of part.querySelectorAll('text title')) { title.remove(); }
  const title = document.createElementNS('http://www.w3.org/2000/svg', 'title');
  title.textContent = full.startsWith(shown) ? full : `${shown}, ${full}`;
  return title;
}

/** The nearest part above or below in the same column, or beside it in the next column. */
function nextPart(part: SVGGElement, parts: readonly SVGGElement[], key: string): SVGGElement | undefined {
  const own = boxOf(part);
  const away = (each: SVGGElement) => Math.abs(boxOf(each).y - own.y);
  const column = parts.filter(each => Math.abs(boxOf(each).x - own.x) < 1);
  const beside = (left: boolean) => {
    const xs = [...new Set(parts.map(each => boxOf(each).x))].sort((a, b) => a - b);
    const x = left ? xs.filter(each => each < own.x - 1).at(-1) : xs.find(each => each > own.x + 1);
    return parts.filter(each => boxOf(each).x === x).sort((a, b) => away(a) - away(b))[0];
  };
  switch (key) {
    case 'ArrowDown': return column.filter(each => boxOf(each).y > own.y).sort((a, b) => away(a) - away(b))[0];
    case 'ArrowUp': return column.filter(each => boxOf(each).y < own.y).sort((a, b) => away(a) - away(b))[0];
    case 'ArrowRight': return beside(false);
    case 'ArrowLeft': return beside(true);
    default: return undefined;
  }
}

function boxOf(part: SVGGElement): { readonly x: number; readonly y: number } {
  const target = part.querySelector('.target')!;
  return { x: Number(target.getAttribute('x')), y: Number(target.getAttribute('y')) };
}
