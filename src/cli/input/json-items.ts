import type { DocumentText } from './split-documents';

/** An item of a list in JSON, and where it begins. */
export interface JsonItem extends DocumentText {
  /** Column of the file, from 1, that the text begins at. */
  readonly column: number;
}

/** The list in a document of JSON: the document itself, or its field `items`. */
export interface JsonList {
  readonly isField: boolean;
  readonly items: readonly JsonItem[];
}

/** Finds the items of the list in a valid document of JSON, without parsing them: a large document would need much memory for the places of all of its fields. */
export function jsonItems({ text, line }: DocumentText): JsonList | undefined {
  const start = afterSpace(text, 0);
  if (text[start] === '[') { return { isField: false, items: itemsAt(text, start, line) }; }
  if (text[start] !== '{') { return undefined; }
  let at = afterSpace(text, start + 1);
  while (text[at] === '"') {
    const end = endOfText(text, at) + 1;
    const value = afterSpace(text, afterSpace(text, end) + 1);
    if (text.slice(at, end) === '"items"' && text[value] === '[') { return { isField: true, items: itemsAt(text, value, line) }; }
    at = afterSpace(text, afterSpace(text, endOfValue(text, value)) + 1);
  }
  return undefined;
}

/** Where a text of JSON that begins at a quotation mark ends: the index of its last quotation mark. */
export function endOfText(text: string, start: number): number {
  let index = start + 1;
  while (index < text.length && text[index] !== '"') { index += text[index] === '\\' ? 2 : 1; }
  return index;
}

function itemsAt(text: string, list: number, firstLine: number): JsonItem[] {
  const items: JsonItem[] = [];
  let line = firstLine;
  let lineStart = 0;
  let counted = 0;
  let at = afterSpace(text, list + 1);
  while (at < text.length && text[at] !== ']') {
    for (let newline = text.indexOf('\n', counted); newline >= 0 && newline < at; newline = text.indexOf('\n', newline + 1)) {
      line++;
      lineStart = newline + 1;
    }
    counted = at;
    const end = endOfValue(text, at);
    items.push({ text: text.slice(at, end), line, column: at - lineStart + 1 });
    const next = afterSpace(text, end);
    at = text[next] === ',' ? afterSpace(text, next + 1) : next;
  }
  return items;
}

function afterSpace(text: string, start: number): number {
  let at = start;
  while (' \t\r\n'.includes(text[at] ?? '.')) { at++; }
  return at;
}

/** The index after a value. */
function endOfValue(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    switch (text[at]) {
      case '"':
        at = endOfText(text, at);
        if (depth === 0) { return at + 1; }
        break;
      case '{': case '[':
        depth++;
        break;
      case '}': case ']':
        if (depth === 0) { return at; }
        depth--;
        if (depth === 0) { return at + 1; }
        break;
      case ',': case ' ': case '\t': case '\r': case '\n':
        if (depth === 0) { return at; }
    }
  }
  return text.length;
}
