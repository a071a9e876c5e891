/** Maximum count of a repetition. The counts of nested repetitions are multiplied. */
const MAX_REPEAT = 1000;

/** Maximum depth of nested groups. */
const MAX_DEPTH = 1000;

const POSIX_CLASS = /^\[:\^?(?:alnum|alpha|ascii|blank|cntrl|digit|graph|lower|print|punct|space|upper|word|xdigit):\]/;
const GROUP_NAME = /^\?P?<([A-Za-z0-9_]+)>/;
const GROUP_FLAGS = /^\?(?:[imsU]*(?:-[imsU]+)?)(:|\))/;
const COUNT = /^\{(0|[1-9][0-9]*)(?:(,)(0|[1-9][0-9]*)?)?\}/;
const PROPERTY = /^\\[pP](?:\{\^?([^{}]*)\}|([^{]))/u;
/** Escapes for one character, inside or outside a class. */
const CHARACTER_ESCAPE = /^\\(?:[afnrtv]|0[0-7]{0,2}|[1-7][0-7]{1,2}|x[0-9a-fA-F]{2}|x\{([0-9a-fA-F]+)\}|[\x00-/:-@[-`{-\x7f])/;
const CLASS_ESCAPE = /^\\[dDsSwW]/;
const ASSERTION = /^\\[AbBz]/;
const MAX_CODE_POINT = 0x10ffff;
const SETS = new Set(['any', 'ascii', 'assigned', 'lc', 'cn']);

/** The first construct that RE2 refuses in a regular expression, to follow "has". Undefined if the expression is valid. */
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

/** Reads a regular expression and throws where Go's parser does. The meaning of the expression is not computed. */
class Re2Reader {
  private at = 0;
  private depth = 0;
  private readonly names = new Set<string>();
  /** Found once: a search from each `[:` would take quadratic time. */
  private readonly lastNamedClassEnd: number;

  public constructor(private readonly text: string) {
    this.lastNamedClassEnd = text.lastIndexOf(':]');
  }

  public read(): void {
    this.alternatives();
    if (this.at < this.text.length) { throw new Re2Error('a closing parenthesis without an opening one'); }
  }

  /** Reads up to the closing parenthesis, and returns the maximum number of repetitions of the contents. */
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
    /** Number of repetitions of the latest item. Undefined if there is nothing to repeat. */
    let item: number | undefined;
    let isRepeated = false;
    while (this.at < this.text.length && this.text[this.at] !== '|' && this.text[this.at] !== ')') {
      const times = this.repetition();
      if (times === undefined) {
        const read = this.item();
        // Flags such as `(?i)` are not an item: the item before them can still be repeated.
        if (read !== undefined) { item = read; }
        isRepeated = false;
        most = Math.max(most, item ?? 1);
        continue;
      }
      if (item === undefined) { throw new Re2Error('a repetition of nothing'); }
      if (isRepeated) { throw new Re2Error('a repetition of a repetition'); }
      isRepeated = true;
      item = times === 0 ? 1 : item * times;
      if (item > MAX_REPEAT) { throw new Re2Error(`more than ${MAX_REPEAT} repetitions`); }
      most = Math.max(most, item);
    }
    return most;
  }

  /** Reads a repetition operator, and returns the number of copies. Undefined if there is no operator. */
  private repetition(): number | undefined {
    const rest = this.text.slice(this.at);
    const count = COUNT.exec(rest);
    if (!count && !'*+?'.includes(rest[0])) { return undefined; }
    this.at += count ? count[0].length : 1;
    if (this.text[this.at] === '?') { this.at += 1; }
    if (!count) { return 1; }
    const least = Number(count[1]);
    const most = count[2] === undefined ? least : Number(count[3] ?? least);
    if (least > MAX_REPEAT || most > MAX_REPEAT || most < least) { throw new Re2Error(`the invalid repetition ${JSON.stringify(count[0])}`); }
    return most;
  }

  /** Reads an item, and returns the number of repetitions inside it. Undefined for flags. */
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
        if (this.names.has(name[1])) { throw new Re2Error('two groups with the same name'); }
        this.names.add(name[1]);
      } else if (!flags) {
        throw new Re2Error('a lookaround or other unsupported Perl syntax');
      }
      this.at += (name ?? flags)?.[0].length ?? 0;
      if (flags?.[1] === ')') { return undefined; }
    }
    this.depth += 1;
    if (this.depth > MAX_DEPTH) { throw new Re2Error(`more than ${MAX_DEPTH} nested groups`); }
    const most = this.alternatives();
    this.depth -= 1;
    if (this.text[this.at] !== ')') { throw new Re2Error('an opening parenthesis without a closing one'); }
    this.at += 1;
    return most;
  }

  private escape(): void {
    const rest = this.text.slice(this.at);
    if (rest.startsWith('\\Q')) {
      const end = rest.indexOf('\\E', 2);
      this.at = end < 0 ? this.text.length : this.at + end + 2;
    } else if (!this.accept(ASSERTION) && !this.set()) {
      this.escapedCharacter();
    }
  }

  private characterClass(): void {
    this.at += 1;
    if (this.text[this.at] === '^') { this.at += 1; }
    for (let isFirst = true; isFirst || this.text[this.at] !== ']'; isFirst = false) {
      if (this.at >= this.text.length) { throw new Re2Error('an opening bracket without a closing one'); }
      if (this.namedClass() || this.set()) { continue; }
      const low = this.classCharacter();
      if (this.text[this.at] === '-' && this.at + 1 < this.text.length && this.text[this.at + 1] !== ']') {
        this.at += 1;
        if (this.classCharacter() < low) { throw new Re2Error('a range that ends before it begins'); }
      }
    }
    this.at += 1;
  }

  /** Reads a class such as `[:alpha:]`. */
  private namedClass(): boolean {
    if (!this.text.startsWith('[:', this.at) || this.lastNamedClassEnd < this.at + 2) { return false; }
    if (!this.accept(POSIX_CLASS)) { throw new Re2Error('an unknown character class'); }
    return true;
  }

  /** Reads an escape for a set of characters. */
  private set(): boolean {
    if (this.accept(CLASS_ESCAPE)) { return true; }
    if (!/^\\[pP]/.test(this.text.slice(this.at))) { return false; }
    const property = PROPERTY.exec(this.text.slice(this.at));
    if (!property || !isProperty(property[1] ?? property[2])) { throw new Re2Error('an unknown Unicode property'); }
    this.at += property[0].length;
    return true;
  }

  private classCharacter(): number {
    if (this.text[this.at] === '\\') { return this.escapedCharacter(); }
    if (this.at >= this.text.length) { throw new Re2Error('an opening bracket without a closing one'); }
    return this.character();
  }

  private character(): number {
    const codePoint = this.text.codePointAt(this.at) ?? 0;
    this.at += String.fromCodePoint(codePoint).length;
    return codePoint;
  }

  private escapedCharacter(): number {
    const match = CHARACTER_ESCAPE.exec(this.text.slice(this.at));
    if (!match || parseInt(match[1] ?? '0', 16) > MAX_CODE_POINT) { throw new Re2Error('a back reference or an unknown escape'); }
    this.at += match[0].length;
    return codePointOf(match[0], match[1]);
  }

  private accept(pattern: RegExp): boolean {
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

/** Whether Go knows a Unicode category or script. Apart from the spelling, Go and the JavaScript engine know the same ones. */
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
