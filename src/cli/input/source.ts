import { Document, isAlias, isCollection, isMap, isPair, isScalar, isSeq, LineCounter, Node } from 'yaml';
import { JsonItem, jsonItems, JsonList } from './json-items';
import { isJson, nodesOf } from './parse-document';
import type { DocumentText } from './split-documents';
import type { FieldPath } from '../../analysis/base/field-path';

/** A place in a file. */
export interface Place {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. Undefined if only the document is known. */
  readonly column?: number;
  /** End of the field on the same line, exclusive. */
  readonly endColumn?: number;
  /** The line of the file. */
  readonly text?: string;
}

const NO_LIST: JsonList = { isField: false, items: [] };

/** The most lines of an object that a page shows. */
const MAX_SHOWN_LINES = 400;

/** A document of a file, with the places of its fields. It is parsed for them when the first is asked for. */
export class Source {
  /** What was parsed last: findings about one document follow each other. */
  private static last: { readonly source: Source; readonly nodes: Nodes } | undefined;

  private isTooLarge = false;
  private list: JsonList | undefined;
  private part: { readonly item: JsonItem; readonly source: Source } | undefined;

  public constructor(public readonly file: string, private readonly document: DocumentText & { readonly column?: number }) {}

  /** The place of a field, or of the nearest field above it that the document has. */
  public placeOf(path: FieldPath): Place {
    const nodes = this.nodes();
    const part = nodes ? undefined : this.partAt(path);
    if (part) { return part.source.placeOf(part.rest); }
    const range = nodes && rangeOf(nodes.document.contents, path);
    return nodes && range ? this.placeIn(nodes.lines, range) : this.placeAt(0);
  }

  /** The lines of a part of the document, such as an item of a list. Empty lines and markers around it are left out. */
  public textOf(path: FieldPath): { readonly text: string; readonly line: number } {
    const nodes = this.nodes();
    const part = nodes ? undefined : this.partAt(path);
    if (part) { return part.source.textOf(part.rest); }
    const node = path.length === 0 ? undefined : nodes?.document.getIn(path, true);
    const range = isCollection(node) ? node.range ?? undefined : undefined;
    const { text } = this.document;
    const start = range ? text.lastIndexOf('\n', range[0]) + 1 : 0;
    const lines = text.slice(start, range?.[1]).split('\n').map(line => line.replace(/\r$/, ''));
    const isContent = (line: string) => line.trim() !== '' && !/^---(?:\s|$)/.test(line);
    const first = Math.max(0, lines.findIndex(isContent));
    const shown = lines.slice(first, lines.length - [...lines].reverse().findIndex(isContent));
    return { text: shown.slice(0, MAX_SHOWN_LINES).join('\n'), line: this.document.line + (text.slice(0, start).match(/\n/g)?.length ?? 0) + first };
  }

  /** The place of a character of the document. */
  public placeAt(offset: number): Place {
    const before = this.document.text.slice(0, offset);
    const start = before.lastIndexOf('\n') + 1;
    return {
      file: this.file,
      line: this.document.line + (before.match(/\n/g)?.length ?? 0),
      column: offset - start + 1,
      text: this.lineAt(start),
    };
  }

  private placeIn(lines: LineCounter, [start, end]: readonly [number, number]): Place {
    const from = lines.linePos(start);
    const { line, column = 1 } = this.document;
    // The text of the document does not have the beginning of this line.
    if (from.line === 1 && column > 1) { return { file: this.file, line, column: from.col + column - 1 }; }
    const text = this.lineAt(start - from.col + 1);
    const endColumn = Math.min(from.col + end - start, text.trimEnd().length + 1);
    return { file: this.file, line: line + from.line - 1, column: from.col, endColumn: Math.max(endColumn, from.col + 1), text };
  }

  private lineAt(start: number): string {
    const end = this.document.text.indexOf('\n', start);
    return this.document.text.slice(start, end < 0 ? undefined : end).replace(/\r$/, '');
  }

  /** The item of a list in large JSON that a path leads to, as a document of its own. */
  private partAt(path: FieldPath): { readonly source: Source; readonly rest: FieldPath } | undefined {
    this.list ??= isJson(this.document) ? jsonItems(this.document) ?? NO_LIST : NO_LIST;
    const [index, ...rest] = this.list.isField && path[0] === 'items' ? path.slice(1) : this.list.isField ? [] : path;
    const item = typeof index === 'number' ? this.list.items[index] : undefined;
    if (!item) { return undefined; }
    // Findings about one item follow each other.
    if (this.part?.item !== item) { this.part = { item, source: new Source(this.file, item) }; }
    return { source: this.part.source, rest };
  }

  private nodes(): Nodes | undefined {
    if (this.isTooLarge) { return undefined; }
    const { last } = Source;
    if (last?.source === this) { return last.nodes; }
    const nodes = nodesOf(this.document);
    if (nodes) { Source.last = { source: this, nodes }; } else { this.isTooLarge = true; }
    return nodes;
  }
}

interface Nodes {
  readonly document: Document;
  readonly lines: LineCounter;
}

/** Where the value of a field is, if it is a text or number, otherwise its name. */
function rangeOf(root: unknown, path: FieldPath): readonly [number, number] | undefined {
  let node = root;
  let range: readonly [number, number] | undefined;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(item => isPair(item) && isScalar(item.key) && String(item.key.value) === String(step));
      if (!pair) { break; }
      range = nodeRange(isScalar(pair.value) && pair.value.source !== '' ? pair.value : pair.key) ?? range;
      node = pair.value;
    } else if (isSeq(node)) {
      const item = typeof step === 'number' ? node.items[step] : undefined;
      if (item === undefined) { break; }
      range = firstRange(item) ?? range;
      node = item;
    } else { break; }
  }
  return range ?? firstRange(root);
}

/** A list item or a document begins with its first key. */
function firstRange(node: unknown): readonly [number, number] | undefined {
  if (isMap(node) && isPair(node.items[0]) && !node.flow) { return nodeRange(node.items[0].key); }
  return nodeRange(node);
}

function nodeRange(node: unknown): readonly [number, number] | undefined {
  if (!isScalar(node) && !isCollection(node) && !isAlias(node)) { return undefined; }
  const { range } = node as Node;
  return range ? [range[0], range[1]] : undefined;
}
