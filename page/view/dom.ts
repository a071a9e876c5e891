type Child = Node | string | undefined;

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** An element with attributes and children. An attribute that is false or undefined is left out, one that is true is empty. Texts are texts, never markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K, attributes: Attributes = {}, ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) { made.setAttribute(name, value === true ? '' : String(value)); }
  }
  made.append(...children.filter(child => child !== undefined));
  return made;
}

/** A button with what it does. */
export function button(attributes: Attributes, action: () => void, ...children: readonly Child[]): HTMLButtonElement {
  const made = element('button', { type: 'button', ...attributes }, ...children);
  made.addEventListener('click', action);
  return made;
}

/** The element of the page with an ID. */
export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) { throw new Error(`the page has no element "${id}"`); }
  return found as T;
}

/** The element of an SVG text. */
export function svgElement(text: string): SVGSVGElement {
  return document.importNode(new DOMParser().parseFromString(text, 'image/svg+xml').documentElement, true) as unknown as SVGSVGElement;
}
