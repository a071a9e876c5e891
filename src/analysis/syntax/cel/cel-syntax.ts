import { CelToken, celTokens, hasCelValue } from './cel-tokens';

/** What an expression is, as far as macros ask for it. */
type Kind = 'name' | 'field' | 'other';

/** Most characters of an expression, and how deep its parts may lie in each other. */
const MAX_LENGTH = 100_000;
const MAX_DEPTH = 250;

/** Binary operators, those that bind least first. */
const OPERATORS: readonly ReadonlySet<string>[] = [
  new Set(['||']), new Set(['&&']), new Set(['<', '<=', '>=', '>', '==', '!=', 'in']), new Set(['+', '-']), new Set(['*', '/', '%']),
];

/** Names that no variable and no function may have. */
const RESERVED = new Set([
  'as', 'break', 'const', 'continue', 'else', 'for', 'function', 'if', 'import', 'let', 'loop', 'package', 'namespace', 'return', 'var', 'void', 'while',
]);

/** Methods whose first argument is a variable of their own, by how many arguments they then have. */
const QUANTIFIERS: Readonly<Record<string, readonly number[]>> = {
  all: [2], exists: [2], exists_one: [2], existsOne: [2], map: [2, 3], filter: [2],
};
const ACCUMULATOR = '__result__';

const END: CelToken = { kind: 'end', text: '', at: -1 };

/** What keeps a text from being an expression of CEL (the Common Expression Language), as Istio parses it; undefined if nothing does. */
export function celSyntaxFault(text: string): string | undefined {
  if ([...text].length > MAX_LENGTH) { return `is longer than ${MAX_LENGTH} characters`; }
  const tokens = celTokens(text);
  if (typeof tokens === 'number') { return `has a character that begins nothing at position ${tokens + 1}`; }
  try {
    new Parser(tokens).parse();
    return undefined;
  } catch (error) {
    if (!(error instanceof SyntaxFault)) { throw error; }
    return error.message;
  }
}

class SyntaxFault extends Error {}

/** A recursive descent along the grammar of the language. */
class Parser {
  private next = 0;
  private depth = 0;

  public constructor(private readonly tokens: readonly CelToken[]) {}

  public parse(): void {
    this.expression();
    if (this.peek() !== END) { this.fail('something behind its end'); }
  }

  private expression(): Kind {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) { throw new SyntaxFault(`nests more than ${MAX_DEPTH} deep`); }
    let kind = this.operands(OPERATORS);
    if (this.takes('?')) {
      this.operands(OPERATORS);
      this.expect(':');
      this.expression();
      kind = 'other';
    }
    this.depth -= 1;
    return kind;
  }

  /** Operands with binary operators between them, those that bind least first. */
  private operands([operators, ...tighter]: readonly ReadonlySet<string>[]): Kind {
    if (!operators) { return this.unary(); }
    let kind = this.operands(tighter);
    while (operators.has(this.peek().kind)) {
      this.take();
      this.operands(tighter);
      kind = 'other';
    }
    return kind;
  }

  private unary(): Kind {
    const sign = this.peek().kind;
    if (sign !== '!' && sign !== '-') { return this.member(); }
    let count = 0;
    while (this.takes(sign)) { count += 1; }
    // One minus belongs to the number.
    if (sign === '-' && count === 1 && this.isAtNumber()) { return this.member(true); }
    if (sign === '!' && this.takes('-')) {
      if (!this.isAtNumber()) { this.fail('a minus without a number'); }
      return inverted(count, this.member(true));
    }
    return inverted(count, this.member());
  }

  private member(isNegative = false): Kind {
    let kind = this.primary(isNegative);
    for (;;) {
      if (this.takes('.')) {
        const name = this.take();
        if (name.kind === 'name' && this.takes('(')) {
          this.macro(name.text, this.arguments());
          kind = 'other';
        } else if (name.kind === 'name' || name.kind === 'quoted') {
          kind = 'field';
        } else {
          this.fail('no name behind a dot', name);
        }
      } else if (this.takes('[')) {
        this.expression();
        this.expect(']');
        kind = 'other';
      } else {
        return kind;
      }
    }
  }

  private primary(isNegative: boolean): Kind {
    const token = this.take();
    switch (token.kind) {
      case '(': {
        const kind = this.expression();
        this.expect(')');
        return kind;
      }
      case '[':
        this.items(']', () => { this.expression(); });
        return 'other';
      case '{':
        this.items('}', () => {
          this.expression();
          this.expect(':');
          this.expression();
        });
        return 'other';
      case '.': {
        const name = this.take();
        if (name.kind !== 'name') { this.fail('no name behind a dot', name); }
        return this.named(name, true);
      }
      case 'name':
        return this.named(token, false);
      case 'true':
      case 'false':
      case 'null':
        return 'other';
      case 'int':
      case 'uint':
      case 'float':
      case 'string':
        if (!hasCelValue(token, isNegative)) { this.fail('a literal without a value', token); }
        return 'other';
      default:
        return this.fail(token === END ? 'no end' : 'something unexpected', token);
    }
  }

  /** A variable, a call, or a message with its fields. */
  private named(name: CelToken, isAbsolute: boolean): Kind {
    if (this.isMessage()) {
      while (this.takes('.')) { this.take(); }
      this.expect('{');
      this.items('}', () => {
        const field = this.take();
        if (field.kind !== 'name' && field.kind !== 'quoted') { this.fail('no name of a field', field); }
        this.expect(':');
        this.expression();
      });
      return 'other';
    }
    if (RESERVED.has(name.text)) { this.fail(`the reserved name "${name.text}"`, name); }
    if (!this.takes('(')) { return 'name'; }
    const kinds = this.arguments();
    if (name.text !== 'has' || isAbsolute || kinds.length !== 1) { return 'other'; }
    if (kinds[0].kind !== 'field') { this.fail('a call of has() without a field', name); }
    return 'field';
  }

  /** Whether names joined by dots, and then a brace, follow. */
  private isMessage(): boolean {
    let ahead = this.next;
    while (this.tokens[ahead]?.kind === '.' && this.tokens[ahead + 1]?.kind === 'name') { ahead += 2; }
    return this.tokens[ahead]?.kind === '{';
  }

  private arguments(): { kind: Kind; text: string }[] {
    const found: { kind: Kind; text: string }[] = [];
    if (this.takes(')')) { return found; }
    do {
      const start = this.next;
      const kind = this.expression();
      found.push({ kind, text: this.tokens.slice(start, this.next).map(({ text }) => text).filter(text => !['(', ')'].includes(text)).join('') });
    } while (this.takes(','));
    this.expect(')');
    return found;
  }

  private macro(name: string, given: readonly { readonly kind: Kind; readonly text: string }[]): void {
    if (!Object.hasOwn(QUANTIFIERS, name) || !QUANTIFIERS[name].includes(given.length)) { return; }
    if (given[0].kind !== 'name') { this.fail(`a call of ${name}() whose first argument is no name`); }
    if (given[0].text === ACCUMULATOR) { this.fail(`the reserved name "${ACCUMULATOR}"`); }
  }

  /** Items with commas between them, and maybe one at the end. */
  private items(end: string, item: () => void): void {
    if (!this.takes(',') && this.peek().kind !== end) {
      do { item(); } while (this.takes(',') && this.peek().kind !== end);
    }
    this.expect(end);
  }

  private isAtNumber(): boolean {
    return this.peek().kind === 'int' || this.peek().kind === 'float';
  }

  private peek(): CelToken {
    return this.tokens[this.next] ?? END;
  }

  private take(): CelToken {
    const token = this.peek();
    this.next += 1;
    return token;
  }

  private takes(kind: string): boolean {
    if (this.peek().kind !== kind) { return false; }
    this.next += 1;
    return true;
  }

  private expect(kind: string): void {
    if (!this.takes(kind)) { this.fail(`no "${kind}"`, this.peek()); }
  }

  private fail(what: string, token: CelToken = this.peek()): never {
    throw new SyntaxFault(token === END ? `has ${what === 'no end' ? 'no complete expression' : `${what} at its end`}` : `has ${what} at position ${token.at + 1}`);
  }
}

/** Two signs are none. */
function inverted(signs: number, kind: Kind): Kind {
  return signs % 2 === 0 ? kind : 'other';
}
