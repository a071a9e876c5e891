import { CelToken, celTokens, hasCelValue } from './cel-tokens';

/** Kind of an expression, as far as macros depend on it. */
type Kind = 'name' | 'field' | 'other';

/** Maximum number of characters of an expression, and maximum depth of nesting. */
const MAX_LENGTH = 100_000;
const MAX_DEPTH = 250;

/** Binary operators, from the lowest precedence to the highest. */
const OPERATORS: readonly ReadonlySet<string>[] = [
  new Set(['||']), new Set(['&&']), new Set(['<', '<=', '>=', '>', '==', '!=', 'in']), new Set(['+', '-']), new Set(['*', '/', '%']),
];

/** Names that variables and functions must not have. */
const RESERVED = new Set([
  'as', 'break', 'const', 'continue', 'else', 'for', 'function', 'if', 'import', 'let', 'loop', 'package', 'namespace', 'return', 'var', 'void', 'while',
]);

/** Macros whose first argument declares a variable, with their possible numbers of arguments. */
const QUANTIFIERS: Readonly<Record<string, readonly number[]>> = {
  all: [2], exists: [2], exists_one: [2], existsOne: [2], map: [2, 3], filter: [2],
};
const ACCUMULATOR = '__result__';

const END: CelToken = { kind: 'end', text: '', at: -1 };

/** The syntax error of a text as a CEL (Common Expression Language) expression, as Istio parses it. Undefined if it is valid. */
export function celSyntaxFault(text: string): string | undefined {
  if ([...text].length > MAX_LENGTH) { return `is longer than ${MAX_LENGTH} characters`; }
  const tokens = celTokens(text);
  if (typeof tokens === 'number') { return `has an unexpected character at position ${tokens + 1}`; }
  try {
    new Parser(tokens).parse();
    return undefined;
  } catch (error) {
    if (!(error instanceof SyntaxFault)) { throw error; }
    return error.message;
  }
}

class SyntaxFault extends Error {}

/** A recursive descent parser. */
class Parser {
  private next = 0;
  private depth = 0;

  public constructor(private readonly tokens: readonly CelToken[]) {}

  public parse(): void {
    this.expression();
    if (this.peek() !== END) { this.fail('unexpected text after its end'); }
  }

  private expression(): Kind {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) { throw new SyntaxFault(`is nested more than ${MAX_DEPTH} levels deep`); }
    let kind = this.operands(OPERATORS);
    if (this.accept('?')) {
      this.operands(OPERATORS);
      this.expect(':');
      this.expression();
      kind = 'other';
    }
    this.depth -= 1;
    return kind;
  }

  /** Operands with binary operators between them, starting with the lowest precedence. */
  private operands([operators, ...tighter]: readonly ReadonlySet<string>[]): Kind {
    if (!operators) { return this.unary(); }
    let kind = this.operands(tighter);
    while (operators.has(this.peek().kind)) {
      this.advance();
      this.operands(tighter);
      kind = 'other';
    }
    return kind;
  }

  private unary(): Kind {
    const sign = this.peek().kind;
    if (sign !== '!' && sign !== '-') { return this.member(); }
    let count = 0;
    while (this.accept(sign)) { count += 1; }
    // A single minus sign is part of the number.
    if (sign === '-' && count === 1 && this.isAtNumber()) { return this.member(true); }
    if (sign === '!' && this.accept('-')) {
      if (!this.isAtNumber()) { this.fail('a minus sign without a number'); }
      return inverted(count, this.member(true));
    }
    return inverted(count, this.member());
  }

  private member(isNegative = false): Kind {
    let kind = this.primary(isNegative);
    for (;;) {
      if (this.accept('.')) {
        const name = this.advance();
        if (name.kind === 'name' && this.accept('(')) {
          this.macro(name.text, this.arguments());
          kind = 'other';
        } else if (name.kind === 'name' || name.kind === 'quoted') {
          kind = 'field';
        } else {
          this.fail('no name after a dot', name);
        }
      } else if (this.accept('[')) {
        this.expression();
        this.expect(']');
        kind = 'other';
      } else {
        return kind;
      }
    }
  }

  private primary(isNegative: boolean): Kind {
    const token = this.advance();
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
        const name = this.advance();
        if (name.kind !== 'name') { this.fail('no name after a dot', name); }
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
        return this.fail(token === END ? 'no end' : 'unexpected text', token);
    }
  }

  /** A variable, a call, or a message with its fields. */
  private named(name: CelToken, isAbsolute: boolean): Kind {
    if (this.isMessage()) {
      while (this.accept('.')) { this.advance(); }
      this.expect('{');
      this.items('}', () => {
        const field = this.advance();
        if (field.kind !== 'name' && field.kind !== 'quoted') { this.fail('no field name', field); }
        this.expect(':');
        this.expression();
      });
      return 'other';
    }
    if (RESERVED.has(name.text)) { this.fail(`the reserved name "${name.text}"`, name); }
    if (!this.accept('(')) { return 'name'; }
    const kinds = this.arguments();
    if (name.text !== 'has' || isAbsolute || kinds.length !== 1) { return 'other'; }
    if (kinds[0].kind !== 'field') { this.fail('a call of has() without a field', name); }
    return 'field';
  }

  /** Whether names joined by dots and then a brace follow. */
  private isMessage(): boolean {
    let ahead = this.next;
    while (this.tokens[ahead]?.kind === '.' && this.tokens[ahead + 1]?.kind === 'name') { ahead += 2; }
    return this.tokens[ahead]?.kind === '{';
  }

  private arguments(): { kind: Kind; text: string }[] {
    const found: { kind: Kind; text: string }[] = [];
    if (this.accept(')')) { return found; }
    do {
      const start = this.next;
      const kind = this.expression();
      found.push({ kind, text: this.tokens.slice(start, this.next).map(({ text }) => text).filter(text => !['(', ')'].includes(text)).join('') });
    } while (this.accept(','));
    this.expect(')');
    return found;
  }

  private macro(name: string, given: readonly { readonly kind: Kind; readonly text: string }[]): void {
    if (!Object.hasOwn(QUANTIFIERS, name) || !QUANTIFIERS[name].includes(given.length)) { return; }
    if (given[0].kind !== 'name') { this.fail(`a call of ${name}() whose first argument is not a name`); }
    if (given[0].text === ACCUMULATOR) { this.fail(`the reserved name "${ACCUMULATOR}"`); }
  }

  /** Items with commas between them, and an optional comma at the end. */
  private items(end: string, item: () => void): void {
    if (!this.accept(',') && this.peek().kind !== end) {
      do { item(); } while (this.accept(',') && this.peek().kind !== end);
    }
    this.expect(end);
  }

  private isAtNumber(): boolean {
    return this.peek().kind === 'int' || this.peek().kind === 'float';
  }

  private peek(): CelToken {
    return this.tokens[this.next] ?? END;
  }

  private advance(): CelToken {
    const token = this.peek();
    this.next += 1;
    return token;
  }

  private accept(kind: string): boolean {
    if (this.peek().kind !== kind) { return false; }
    this.next += 1;
    return true;
  }

  private expect(kind: string): void {
    if (!this.accept(kind)) { this.fail(`no "${kind}"`, this.peek()); }
  }

  private fail(what: string, token: CelToken = this.peek()): never {
    throw new SyntaxFault(token === END ? `has ${what === 'no end' ? 'no complete expression' : `${what} at its end`}` : `has ${what} at position ${token.at + 1}`);
  }
}

/** Kind of an expression with signs before it. An even number of signs changes nothing. */
function inverted(signs: number, kind: Kind): Kind {
  return signs % 2 === 0 ? kind : 'other';
}
