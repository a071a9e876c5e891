import { element } from './dom';
import type { PagedObject } from '../../src/report/page/page-data';

/** Lines around the deciding one that are shown at first. */
const AROUND = 3;

/** The YAML of an object with line numbers. The deciding line is marked, also for those who do not see colours. */
export function yamlView({ line: first, text }: PagedObject, deciding: number | undefined): HTMLElement {
  const lines = text.split('\n').map((content, index) => ({ content, number: first === undefined ? undefined : first + index }));
  const near = deciding === undefined ? lines : lines.filter(({ number }) => number !== undefined && Math.abs(number - deciding) <= AROUND);
  const shown = near.length === 0 ? lines : near;
  if (shown.length === lines.length) { return code(lines, deciding); }
  return element('div', {}, code(shown, deciding),
    element('details', { class: 'whole' }, element('summary', {}, `All ${lines.length} lines of the object`), code(lines, deciding)));
}

interface Line {
  readonly content: string;
  readonly number: number | undefined;
}

function code(lines: readonly Line[], deciding: number | undefined): HTMLElement {
  const width = String(lines.at(-1)?.number ?? '').length;
  return element('pre', { 'class': 'yaml', 'tabindex': 0, 'role': 'group', 'aria-label': 'YAML' }, ...lines.map(({ content, number }) => element('span', { class: number !== undefined && number === deciding ? 'line deciding' : 'line' },
    ...number === undefined ? [] : [element('span', { class: 'number' }, `${number === deciding ? '▶' : ' '} ${String(number).padStart(width)} `)],
    `${content}\n`)));
}
