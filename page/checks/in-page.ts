/** A text of a picture and where it is, in pixels of the window. */
interface ShownText {
  readonly text: string;
  readonly box: DOMRect;
}

/** Distances below this are due to rounding. */
const TOLERANCE = 1;

/** Texts of the picture that overlap another text, or that leave the box that they begin in or the picture. */
function textFaults(): string[] {
  const svg = document.querySelector('svg.picture:not(.mark-only)');
  if (!svg) { return ['there is no picture']; }
  const texts = [...svg.querySelectorAll('text')].map(each => ({ text: textOf(each), box: each.getBoundingClientRect() }));
  const boxes = [...svg.querySelectorAll('rect.frame, rect.box, rect.hub')].map(each => each.getBoundingClientRect());
  const whole = svg.getBoundingClientRect();
  return [
    ...texts.filter(({ box }) => !isInside(box, whole)).map(({ text }) => `"${text}" is cut off`),
    ...texts.filter(({ box }) => leavesItsBox(box, boxes)).map(({ text }) => `"${text}" leaves its box`),
    ...overlaps(texts).map(([a, b]) => `"${a.text}" and "${b.text}" overlap`),
  ];
}

function textOf(element: SVGTextElement): string {
  return [...element.childNodes].filter(node => node.nodeType === Node.TEXT_NODE).map(node => node.textContent).join('');
}

function isInside(inner: DOMRect, outer: DOMRect): boolean {
  return inner.left >= outer.left - TOLERANCE && inner.right <= outer.right + TOLERANCE
    && inner.top >= outer.top - TOLERANCE && inner.bottom <= outer.bottom + TOLERANCE;
}

/** Whether a text begins in a box and does not end in it. The smallest such box counts. */
function leavesItsBox(text: DOMRect, boxes: readonly DOMRect[]): boolean {
  const middle = (text.top + text.bottom) / 2;
  const around = boxes.filter(box => text.left >= box.left && text.left <= box.right && middle >= box.top && middle <= box.bottom)
    .sort((a, b) => a.width * a.height - b.width * b.height);
  return around.length > 0 && text.right > around[0].right + TOLERANCE;
}

function overlaps(texts: readonly ShownText[]): [ShownText, ShownText][] {
  const found: [ShownText, ShownText][] = [];
  const sorted = [...texts].sort((a, b) => a.box.top - b.box.top);
  for (const [index, a] of sorted.entries()) {
    for (const b of sorted.slice(index + 1)) {
      if (b.box.top > a.box.bottom) { break; }
      const wide = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
      // The boxes of texts are higher than their letters.
      const high = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
      if (wide > TOLERANCE && high > 4) { found.push([a, b]); }
    }
  }
  return found;
}

/** How much wider the page is than the window. */
function excessWidth(): number {
  return document.documentElement.scrollWidth - window.innerWidth;
}

/** What has the focus, in words. */
function focused(): string {
  const element = document.activeElement;
  return element === null ? '' : element.querySelector(':scope > title')?.textContent ?? element.id;
}

/** The text of an element, as it is shown. */
function shown(selector: string): string {
  return document.querySelector<HTMLElement>(selector)?.innerText ?? '';
}

Object.assign(window, { checks: { textFaults, excessWidth, focused, shown } });
