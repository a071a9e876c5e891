/** A value, and how many values are in it, with itself. */
export interface CountedValue {
  readonly value: object;
  readonly count: number;
}

/**
 * Reads YAML in the form that tools write: maps and lists in block style, each text, number or word on one line, and literal blocks. It is many times faster than a
 * parser of all of YAML, keeps no tree, and gives up on everything else, so that the parser decides. What it accepts has the same value there.
 */
export function parsePlainYaml(text: string): CountedValue | undefined {
  if (UNUSUAL.test(text)) { return undefined; }
  const reader = new PlainYaml(text);
  try {
    return { value: reader.read(), count: reader.count };
  } catch (error) {
    // A quoted text of many megabytes is too long for a regular expression.
    if (error instanceof NotPlain || error instanceof RangeError) { return undefined; }
    throw error;
  }
}

/** Tabs, carriage returns, control characters and line separators. */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const UNUSUAL = /[\x00-\x09\x0b-\x1f\x7f\x85\u2028\u2029\ufeff]/;

/** A text that is not in the plain form. */
class NotPlain extends Error {}

const NEWLINE = 0x0a;
const SPACE = 0x20;
const HASH = 0x23;
const DASH = 0x2d;

/** What a plain text can't begin with. A dash, a question mark or a colon can begin one, but rarely do. */
const INDICATORS: ReadonlySet<string> = new Set(',[]{}#&*!|>\'"%@`?:');

const WHOLE_NUMBER = /^-?(?:0|[1-9][0-9]{0,14})$/;

/** A number in any notation. */
const NUMBER = /^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ...['true', 'True', 'TRUE'].map(word => [word, true] as const),
  ...['false', 'False', 'FALSE'].map(word => [word, false] as const),
  ...['null', 'Null', 'NULL', '~'].map(word => [word, null] as const),
]);

/** What words and numbers begin with. */
const VALUE_BEGINS: ReadonlySet<string> = new Set('tTfFnN~+-.0123456789');

/** A double-quoted text whose escapes are those of JSON. */
const DOUBLE_QUOTED = /"(?:[^"\\\n]|\\["\\/bfnrt])*"/y;
const SINGLE_QUOTED = /'(?:[^'\n]|'')*'/y;

const MAX_DEPTH = 100;
const MAX_KEY = 1000;

/** Each value needs memory. Real objects have some hundreds. */
const MAX_VALUES = 500_000;

class PlainYaml {
  /** The number of values so far, with the whole. */
  public count = 1;
  /** Where the content of the current line begins, its column from 0, and where the line ends. */
  private at = 0;
  private column = -1;
  private end = -1;
  private depth = 0;

  public constructor(private readonly text: string) {}

  public read(): object {
    this.nextLine();
    if (this.column === 0 && this.text.startsWith('---', this.at)) {
      if (!this.endsAt(this.at + 3)) { throw new NotPlain(); }
      this.nextLine();
    }
    const value = this.block();
    if (this.column >= 0) { throw new NotPlain(); }
    return value;
  }

  /** Goes to the next line with content. Behind the last, the column is -1. */
  private nextLine(): void {
    const { text } = this;
    let at = this.end + 1;
    while (at < text.length) {
      const start = at;
      while (text.charCodeAt(at) === SPACE) { at++; }
      const code = text.charCodeAt(at);
      const newline = code === NEWLINE ? at : text.indexOf('\n', at);
      this.end = newline < 0 ? text.length : newline;
      if (code !== NEWLINE && code !== HASH && at < text.length) {
        this.at = at;
        this.column = at - start;
        return;
      }
      at = this.end + 1;
    }
    this.column = -1;
  }

  /** A map or a list that begins at the current line. */
  private block(): object {
    if (this.column < 0 || ++this.depth > MAX_DEPTH) { throw new NotPlain(); }
    const value = this.isAtItem() ? this.list(this.column) : this.map(this.column);
    this.depth--;
    return value;
  }

  private countValue(): void {
    if (++this.count > MAX_VALUES) { throw new NotPlain(); }
  }

  private isAtItem(): boolean {
    if (this.text.charCodeAt(this.at) !== DASH) { return false; }
    return this.at + 1 >= this.end || this.text.charCodeAt(this.at + 1) === SPACE;
  }

  private list(column: number): unknown[] {
    const items: unknown[] = [];
    while (this.column === column && this.isAtItem()) {
      this.countValue();
      const at = this.skipSpaces(this.at + 1);
      if (this.endsAt(at)) {
        this.nextLine();
        items.push(this.column > column ? this.block() : null);
      } else {
        const within = this.column + at - this.at;
        this.at = at;
        items.push(this.isAtItem() || this.isAtKey() ? this.blockAt(within) : this.scalar(at, column));
      }
    }
    if (this.column > column) { throw new NotPlain(); }
    return items;
  }

  /** A map or a list that begins behind the dash of an item. */
  private blockAt(column: number): object {
    this.column = column;
    return this.block();
  }

  private map(column: number): object {
    const map: Record<string, unknown> = {};
    while (this.column === column) {
      this.countValue();
      const end = this.keyEnd();
      if (end === undefined) { throw new NotPlain(); }
      const key = this.key(end);
      // Also true of what every object has. "<<" merges in some parsers.
      if (map[key] !== undefined || key === '<<') { throw new NotPlain(); }
      const at = this.skipSpaces(end + 1);
      map[key] = this.endsAt(at) ? this.below(column) : this.scalar(at, column);
    }
    if (this.column > column) { throw new NotPlain(); }
    return map;
  }

  /** The value of a key that has none on its line. */
  private below(column: number): unknown {
    this.nextLine();
    return this.column > column || this.column === column && this.isAtItem() ? this.block() : null;
  }

  private isAtKey(): boolean {
    return this.keyEnd() !== undefined;
  }

  /** Where the colon behind the key at the current place is. Undefined if it is not a key. */
  private keyEnd(): number | undefined {
    const { text, at, end } = this;
    const first = text[at];
    if (first === '"' || first === '\'') {
      const behind = this.quotedEnd(at);
      return text[behind] === ':' && this.isBreak(behind + 1) ? behind : undefined;
    }
    for (let colon = text.indexOf(':', at); colon >= 0 && colon < end; colon = text.indexOf(':', colon + 1)) {
      if (this.isBreak(colon + 1)) { return colon; }
    }
    return undefined;
  }

  private key(end: number): string {
    const { text, at } = this;
    const first = text[at];
    if (end - at > MAX_KEY) { throw new NotPlain(); }
    if (first === '"' || first === '\'') { return unquote(text.slice(at, end)); }
    const key = text.slice(at, end);
    if (end === at || INDICATORS.has(first) || first === '-' || key.endsWith(' ') || key.includes(' #') || typeof resolve(key) !== 'string') { throw new NotPlain(); }
    return key;
  }

  /** The value that begins on this line, of a key or item in this column. Goes to the next line. */
  private scalar(at: number, column: number): unknown {
    const first = this.text[at];
    if (first === '|') { return this.literal(at, column); }
    const value = this.valueOnLine(first, at);
    this.nextLine();
    // The text goes on.
    if (this.column > column) { throw new NotPlain(); }
    return value;
  }

  private valueOnLine(first: string, at: number): unknown {
    const { text, end } = this;
    if (first === '"' || first === '\'') {
      const behind = this.quotedEnd(at);
      if (!this.endsAt(this.skipSpaces(behind))) { throw new NotPlain(); }
      return unquote(text.slice(at, behind));
    }
    const line = text.slice(at, end).trimEnd();
    if (line === '[]') { return []; }
    if (line === '{}') { return {}; }
    const comment = line.indexOf(' #');
    const plain = comment < 0 ? line : line.slice(0, comment).trimEnd();
    if (INDICATORS.has(first) || first === '-' && this.isBreak(at + 1) || plain.includes(': ') || plain.endsWith(':')) { throw new NotPlain(); }
    return resolve(plain);
  }

  /** A literal block: its lines without their common indentation. */
  private literal(at: number, column: number): string {
    const { text } = this;
    const strip = text[at + 1] === '-';
    if (!this.endsAt(this.skipSpaces(at + (strip ? 2 : 1)))) { throw new NotPlain(); }
    const lines: string[] = [];
    let indentation = -1;
    let start = this.end + 1;
    for (; start < text.length; start = this.end + 1) {
      const content = this.skipSpacesFrom(start);
      const newline = text.indexOf('\n', content);
      if (newline < 0) { throw new NotPlain(); }
      const isBlank = newline === content;
      if (!isBlank && indentation < 0) { indentation = content - start; }
      if (isBlank && indentation < 0 && content > start) { throw new NotPlain(); }
      if (!isBlank && content - start < indentation) { break; }
      if (indentation >= 0 && indentation <= column) { break; }
      lines.push(text.slice(Math.min(start + Math.max(indentation, 0), newline), newline));
      this.end = newline;
    }
    this.nextLine();
    if (indentation <= column || this.column > column || /^ *$/.test(lines[lines.length - 1]) && lines[lines.length - 1] !== '') { throw new NotPlain(); }
    while (lines[lines.length - 1] === '') { lines.pop(); }
    return `${lines.join('\n')}${strip ? '' : '\n'}`;
  }

  private skipSpaces(at: number): number {
    return Math.min(this.skipSpacesFrom(at), this.end);
  }

  private skipSpacesFrom(at: number): number {
    let index = at;
    while (this.text.charCodeAt(index) === SPACE) { index++; }
    return index;
  }

  /** Whether the line has nothing more, or a comment behind a space. */
  private endsAt(at: number): boolean {
    const index = this.skipSpaces(at);
    return index >= this.end || this.text.charCodeAt(index) === HASH && this.text.charCodeAt(index - 1) === SPACE;
  }

  private isBreak(at: number): boolean {
    return at >= this.end || this.text.charCodeAt(at) === SPACE;
  }

  /** Where a quoted text on this line ends. */
  private quotedEnd(at: number): number {
    const pattern = this.text[at] === '"' ? DOUBLE_QUOTED : SINGLE_QUOTED;
    pattern.lastIndex = at;
    if (!pattern.test(this.text)) { throw new NotPlain(); }
    return pattern.lastIndex;
  }
}

function unquote(quoted: string): string {
  if (quoted.startsWith('"')) { return JSON.parse(quoted) as string; }
  return quoted.slice(1, -1).replaceAll('\'\'', '\'');
}

/** The value of a plain text: a number, a word, or the text itself. */
function resolve(plain: string): string | number | boolean | null {
  if (!VALUE_BEGINS.has(plain[0])) { return plain; }
  const word = WORDS.get(plain);
  if (word !== undefined) { return word; }
  if (WHOLE_NUMBER.test(plain)) { return Number(plain); }
  if (NUMBER.test(plain)) { throw new NotPlain(); }
  return plain;
}
