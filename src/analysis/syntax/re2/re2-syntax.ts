/** How often a counted repetition may repeat, nested ones multiplied. */
const MAX_REPEAT = 1000;

const POSIX_CLASS = /^\[:\^?(?:alnum|alpha|ascii|blank|cntrl|digit|graph|lower|print|punct|space|upper|word|xdigit):\]/;
const GROUP_NAME = /^\?P?<([A-Za-z0-9_]+)>/;
const GROUP_FLAGS = /^\?(?:[imsU]*(?:-[imsU]+)?)(:|\))/;
const COUNT = /^\{(0|[1-9][0-9]*)(?:(,)(0|[1-9][0-9]*)?)?\}/;
const PROPERTY = /^\\[pP](?:\{\^?([^{}]*)\}|([^{]))/u;
/** Escapes that stand for one character, in a class or not. */
const CHARACTER_ESCAPE = /^\\(?:[afnrtv]|0[0-7]{0,2}|[1-7][0-7]{1,2}|x[0-9a-fA-F]{2}|x\{([0-9a-fA-F]+)\}|[\x00-/:-@[-`{-\x7f])/;
const CLASS_ESCAPE = /^\\[dDsSwW]/;
const ASSERTION = /^\\[AbBz]/;
const MAX_CODE_POINT = 0x10ffff;
const SETS = new Set(['any', 'ascii', 'assigned', 'lc', 'cn']);

/** What keeps a text from being a regular expression of RE2, as a noun; undefined if nothing does. */
export function re2Fault(text: string): string | undefined {
  try {
    new Re2Reader(text).read();
    return undefined;
  } catch (error) {
    if (error instanceof Re2Error) { return error.message; }
    throw error;
  }
}

class Re2Error extends Error {}

/** Reads a regular expression, and throws at what Go's parser refuses. What it means doesn't matter here. */
class Re2Reader {
  private at = 0;
  private readonly names = new Set<string>();

  public constructor(private readonly text: string) {}

  public read(): void {
    this.alternatives();
    if (this.at < this.text.length) { throw new Re2Error('closing parenthesis without an opening one'); }
  }

  /** Reads up to the closing parenthesis, and returns how often the contents repeat at most. */
  private alternatives(): number {
    let most = 1;
    while (this.at < this.text.length && this.text[this.at] !== ')') {
      if (this.text[this.at] === '|') { this.at += 1; }
      most = Math.max(most, this.sequence());
    }
    return most;
  }

  private sequence(): number {
    let most = 1;
    /** How often the latest item repeats; undefined where there is none to be repeated. */
    let item: number | undefined;
    let isRepeated = false;
    while (this.at < this.text.length && this.text[this.at] !== '|' && this.text[this.at] !== ')') {
      const times = this.repetition();
      if (times === undefined) {
        const read = this.item();
        // Flags such as `(?i)` are no item, but what stood before them still is.
        if (read !== undefined) { item = read; }
        isRepeated = false;
        most = Math.max(most, item ?? 1);
        continue;
      }
      if (item === undefined) { throw new Re2Error('repetition of nothing'); }
      if (isRepeated) { throw new Re2Error('repetition of a repetition'); }
      isRepeated = true;
      item = times === 0 ? 1 : item * times;
      if (item > MAX_REPEAT) { throw new Re2Error(`more than ${MAX_REPEAT} repetitions`); }
      most = Math.max(most, item);
    }
    return most;
  }

  /** Reads a repetition operator, and returns how many copies it makes; undefined if there is none. */
  private repetition(): number | undefined {
    const rest = this.text.slice(this.at);
    const count = COUNT.exec(rest);
    if (!count && !'*+?'.includes(rest[0])) { return undefined; }
    this.at += count ? count[0].length : 1;
    if (this.text[this.at] === '?') { this.at += 1; }
    if (!count) { return 1; }
    const least = Number(count[1]);
    const most = count[2] === undefined ? least : Number(count[3] ?? least);
    if (least > MAX_REPEAT || most > MAX_REPEAT || most < least) { throw new Re2Error(`repetition such as ${JSON.stringify(count[0])}`); }
    return most;
  }

  /** Reads anything that can be repeated, and returns how often it repeats in itself; undefined if it was flags. */
  private item(): number | undefined {
    switch (this.text[this.at]) {
      case '(': return this.group();
      case '[': this.characterClass(); return 1;
      case '\\': this.escape(); return 1;
      default: this.character(); return 1;
    }
  }

  private group(): number | undefined {
    this.at += 1;
    const rest = this.text.slice(this.at);
    if (rest.startsWith('?')) {
      const name = GROUP_NAME.exec(rest);
      const flags = GROUP_FLAGS.exec(rest);
      if (name) {
        if (this.names.has(name[1])) { throw new Re2Error('name for two groups'); }
        this.names.add(name[1]);
      } else if (!flags) {
        throw new Re2Error('lookaround and no other Perl syntax');
      }
      this.at += (name ?? flags)?.[0].length ?? 0;
      if (flags?.[1] === ')') { return undefined; }
    }
    const most = this.alternatives();
    if (this.text[this.at] !== ')') { throw new Re2Error('opening parenthesis without a closing one'); }
    this.at += 1;
    return most;
  }

  private escape(): void {
    const rest = this.text.slice(this.at);
    if (rest.startsWith('\\Q')) {
      const end = rest.indexOf('\\E', 2);
      this.at = end < 0 ? this.text.length : this.at + end + 2;
    } else if (!this.take(ASSERTION) && !this.set()) {
      this.escapedCharacter();
    }
  }

  private characterClass(): void {
    this.at += 1;
    if (this.text[this.at] === '^') { this.at += 1; }
    for (let isFirst = true; isFirst || this.text[this.at] !== ']'; isFirst = false) {
      if (this.at >= this.text.length) { throw new Re2Error('opening bracket without a closing one'); }
      if (this.namedClass() || this.set()) { continue; }
      const low = this.classCharacter();
      if (this.text[this.at] === '-' && this.at + 1 < this.text.length && this.text[this.at + 1] !== ']') {
        this.at += 1;
        if (this.classCharacter() < low) { throw new Re2Error('range that ends before it begins'); }
      }
    }
    this.at += 1;
  }

  /** Reads a class such as `[:alpha:]`. */
  private namedClass(): boolean {
    const rest = this.text.slice(this.at);
    if (!rest.startsWith('[:') || rest.indexOf(':]', 2) < 0) { return false; }
    if (!this.take(POSIX_CLASS)) { throw new Re2Error('unknown character class'); }
    return true;
  }

  /** Reads an escape that stands for several characters. */
  private set(): boolean {
    if (this.take(CLASS_ESCAPE)) { return true; }
    if (!/^\\[pP]/.test(this.text.slice(this.at))) { return false; }
    const property = PROPERTY.exec(this.text.slice(this.at));
    if (!property || !isProperty(property[1] ?? property[2])) { throw new Re2Error('unknown Unicode property'); }
    this.at += property[0].length;
    return true;
  }

  private classCharacter(): number {
    if (this.text[this.at] === '\\') { return this.escapedCharacter(); }
    if (this.at >= this.text.length) { throw new Re2Error('opening bracket without a closing one'); }
    return this.character();
  }

  private character(): number {
    const codePoint = this.text.codePointAt(this.at) ?? 0;
    this.at += String.fromCodePoint(codePoint).length;
    return codePoint;
  }

  private escapedCharacter(): number {
    const match = CHARACTER_ESCAPE.exec(this.text.slice(this.at));
    if (!match || parseInt(match[1] ?? '0', 16) > MAX_CODE_POINT) { throw new Re2Error('back reference and no unknown escape'); }
    this.at += match[0].length;
    return codePointOf(match[0], match[1]);
  }

  private take(pattern: RegExp): boolean {
    const match = pattern.exec(this.text.slice(this.at));
    this.at += match?.[0].length ?? 0;
    return match !== null;
  }
}

function codePointOf(escape: string, hex: string | undefined): number {
  if (hex !== undefined) { return parseInt(hex, 16); }
  if (escape[1] === 'x') { return parseInt(escape.slice(2), 16); }
  if (/[0-7]/.test(escape[1])) { return parseInt(escape.slice(1), 8); }
  const control = 'afnrtv'.indexOf(escape[1]);
  return control < 0 ? escape.charCodeAt(1) : [7, 12, 10, 13, 9, 11][control];
}

/** Whether Go knows a Unicode category or script: spelling apart, those that the JavaScript engine knows. */
function isProperty(name: string): boolean {
  const text = name.replace(/[\s_-]/g, '').toLowerCase();
  if (SETS.has(text)) { return true; }
  const spellings = [name, text.charAt(0).toUpperCase() + text.slice(1)];
  return spellings.some(spelling => ['General_Category', 'Script'].some(property => isRegExp(`\\p{${property}=${spelling}}`)));
}

function isRegExp(source: string): boolean {
  try {
    return new RegExp(source, 'u').source !== '';
  } catch {
    return false;
  }
}
