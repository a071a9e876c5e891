/** A class, struct or enum of the reference, as a page of the site. */
export interface ApiPage {
  /** From the root of the site, such as `api/Sidecar.md`. */
  readonly path: string;
  readonly markdown: string;
}

interface Section {
  readonly name: string;
  /** Such as `Constructs`. */
  readonly group: string;
  readonly lines: readonly string[];
}

/** Where an anchor of the reference is on the site. */
interface Place {
  readonly page: string;
  readonly anchor: string;
}

/** The search is for guides and rules: classes have the same words many times. */
const NO_SEARCH = '---\nsearch: false\n---\n\n';

const HEADING = /^(#+) (.*?)(?:<sup>(\w+)<\/sup>)? <a name="[^"]*" id="([^"]*)"><\/a>$/;

/**
 * The reference that jsii-docgen writes as one file of a megabyte, as a page for each class, and `API.md` with the list of them. The site allows no HTML in pages, so the anchors and links become Markdown.
 *
 * @param slug the anchor of a heading, by its text
 */
export function apiPages(reference: string, slug: (text: string) => string): ApiPage[] {
  const sections = sectionsOf(reference);
  const places = placesOf(sections, slug);
  const pages = sections.map(({ name, lines }) => ({ path: pathOf(name), markdown: pageOf(lines, pathOf(name), places) }));
  return [{ path: 'API.md', markdown: indexOf(sections) }, ...pages];
}

function pathOf(name: string): string {
  return `api/${name}.md`;
}

function sectionsOf(reference: string): Section[] {
  const sections: (Section & { lines: string[] })[] = [];
  let group = '';
  for (const { line, isCode } of linesOf(reference.split('\n'))) {
    const [, level, title] = (isCode ? null : HEADING.exec(line)) ?? [];
    if (level === '##') { group = title; }
    if (level === '###') { sections.push({ name: title, group, lines: [] }); }
    if (level?.length !== 2) { sections.at(-1)?.lines.push(line); }
  }
  return sections;
}

/** The lines of a text, and whether they are in a block of code. */
function linesOf(lines: readonly string[]): { readonly line: string; readonly isCode: boolean }[] {
  let isCode = false;
  return lines.map(line => {
    const isFence = line.startsWith('```');
    const inside = isCode || isFence;
    if (isFence) { isCode = !isCode; }
    return { line, isCode: inside };
  });
}

/** The anchors, as the site gives them to headings: those with the same text on a page are numbered. */
function placesOf(sections: readonly Section[], slug: (text: string) => string): Map<string, Place> {
  const places = new Map<string, Place>();
  for (const { name, lines } of sections) {
    const used = new Map<string, number>();
    for (const { line, isCode } of linesOf(lines)) {
      const match = isCode ? null : HEADING.exec(line);
      if (!match) { continue; }
      const wanted = slug(titleOf(match).replaceAll('`', ''));
      const times = used.get(wanted) ?? 0;
      used.set(wanted, times + 1);
      if (!places.has(match[4])) { places.set(match[4], { page: pathOf(name), anchor: times === 0 ? wanted : `${wanted}-${times}` }); }
    }
  }
  return places;
}

function titleOf([, , title, remark]: RegExpExecArray): string {
  return remark === undefined ? title : `${title}, ${remark.toLowerCase()}`;
}

function pageOf(lines: readonly string[], path: string, places: ReadonlyMap<string, Place>): string {
  const link = (text: string, id: string): string => {
    const place = places.get(id);
    if (!place) { return text; }
    return `[${text}](${place.page === path ? '' : `../${place.page}`}#${place.anchor})`;
  };
  const text = (line: string): string => line
    .replace(/<code>(.*?)<\/code>/g, (_, code: string) => code.split(/(<a href="#[^"]*">.*?<\/a>)/).map(part => {
      const [, id, shown] = /^<a href="#([^"]*)">(.*)<\/a>$/.exec(part) ?? [];
      if (id !== undefined) { return link(`\`${shown}\``, id); }
      return part.trim() === '' ? part : `\`${part}\``;
    }).join(''))
    .replace(/<a href="#([^"]*)">(.*?)<\/a>/g, (_, id: string, shown: string) => link(shown, id));
  const body = linesOf(lines).map(({ line, isCode }) => {
    if (isCode) { return line; }
    const match = HEADING.exec(line);
    return match ? `${match[1].slice(2)} ${titleOf(match)}` : text(line);
  });
  return `${NO_SEARCH}${body.join('\n')}`;
}

function indexOf(sections: readonly Section[]): string {
  const groups = [...new Set(sections.map(({ group }) => group))];
  const list = (group: string): string => sections.filter(section => section.group === group).map(({ name }) => `- [${name}](${pathOf(name)})\n`).join('');
  return `${NO_SEARCH}# API\n\nAll classes and properties, in the names of TypeScript. [Other languages](docs/other-languages.md#names) have names of their own.\n\n${groups.map(group => `## ${group}\n\n${list(group)}`).join('\n')}`;
}
