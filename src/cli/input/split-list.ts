import type { DocumentText } from './split-documents';

/** A list of objects, each item as a document of its own. */
export interface SplitList {
  /** The list without its items. */
  readonly header: DocumentText;
  /** Lists with one item each, at the lines and columns of the file. */
  readonly items: Iterable<DocumentText>;
}

const ITEMS = /^items:[ ]*(?:#.*)?$/m;

/** Anchors and aliases connect items. Also true of some texts, which then stay whole. */
const ANCHOR_OR_ALIAS = /(?:^|[ [{,])[&*][^\s,*/'"]/m;

/**
 * Splits a list of objects, as `kubectl get -o yaml` writes it, into its items. They are then parsed one at a time, and a broken one does not hide
 * the others. Undefined if the document is something else.
 */
export function splitList({ text, line }: DocumentText): SplitList | undefined {
  const found = ITEMS.exec(text);
  if (!found || ANCHOR_OR_ALIAS.test(text)) { return undefined; }
  const lines = new ItemLines(text, found.index + found[0].length + 1);
  const starts = [...lines.starts()];
  if (starts.length === 0 || !lines.isRegular) { return undefined; }
  return {
    header: { text: `${text.slice(0, found.index)}items: []\n${text.slice(lines.end)}`, line },
    items: itemsOf(text, starts, lines.end, line + countLines(text, 0, starts[0])),
  };
}

/** One item at a time, because a list can have millions. */
function* itemsOf(text: string, starts: readonly number[], listEnd: number, firstLine: number): Generator<DocumentText> {
  let line = firstLine;
  for (const [index, start] of starts.entries()) {
    const end = starts[index + 1] ?? listEnd;
    yield { text: text.slice(start, end), line };
    line += countLines(text, start, end);
  }
}

/** The lines of a list in block style. */
class ItemLines {
  /** Where the list ends. */
  public end: number;
  /** Whether the indentation of all lines is as expected. */
  public isRegular = true;

  public constructor(private readonly text: string, private readonly begin: number) {
    this.end = begin;
  }

  /** Where the items begin. */
  public *starts(): Generator<number> {
    const { text } = this;
    let column = -1;
    let next: number;
    for (let start = this.begin; start < text.length; start = next) {
      const newline = text.indexOf('\n', start);
      next = newline < 0 ? text.length : newline + 1;
      let at = start;
      while (text[at] === ' ') { at++; }
      this.end = start;
      if (at >= text.length || '\r\n#'.includes(text[at])) { continue; }
      const isItem = text[at] === '-' && ' \r\n'.includes(text[at + 1] ?? ' ');
      if (column < 0 && isItem) { column = at - start; }
      if (at - start === column && isItem) { yield start; continue; }
      if (at - start > column && column >= 0) { continue; }
      this.isRegular = at === start;
      return;
    }
    this.end = text.length;
  }
}

function countLines(text: string, from: number, to: number): number {
  let count = 0;
  for (let index = text.indexOf('\n', from); index >= 0 && index < to; index = text.indexOf('\n', index + 1)) { count++; }
  return count;
}
