/** A token of the Common Expression Language (CEL). */
export interface CelToken {
  /** Kind of the token. For operators and keywords, the kind is their text. */
  readonly kind: string;
  readonly text: string;
  /** Position of its first character, from 0. */
  readonly at: number;
}

const ESCAPE = String.raw`\\(?:[abfnrtv"'\\?${'`'}]|[xX][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-3][0-7]{2})`;

/** The forms of string literals. They are separate patterns, because the longest match counts. */
const STRINGS = [
  String.raw`[bB]?"(?:${ESCAPE}|[^\\"\n\r])*"`,
  String.raw`[bB]?'(?:${ESCAPE}|[^\\'\n\r])*'`,
  String.raw`[bB]?"""(?:${ESCAPE}|[^\\])*?"""`,
  String.raw`[bB]?'''(?:${ESCAPE}|[^\\])*?'''`,
  String.raw`[bB]?[rR]"[^"\n\r]*"`,
  String.raw`[bB]?[rR]'[^'\n\r]*'`,
  String.raw`[bB]?[rR]"""[^]*?"""`,
  String.raw`[bB]?[rR]'''[^]*?'''`,
];

const PATTERNS: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ['space', /(?:[\t \r\n\f]+|\/\/[^\n]*)/y],
  ...STRINGS.map(source => ['string', new RegExp(source, 'y')] as const),
  ['float', /(?:[0-9]+\.[0-9]+(?:[eE][+-]?[0-9]+)?|[0-9]+[eE][+-]?[0-9]+|\.[0-9]+(?:[eE][+-]?[0-9]+)?)/y],
  ['uint', /(?:0x[0-9a-fA-F]+|[0-9]+)[uU]/y],
  ['int', /(?:0x[0-9a-fA-F]+|[0-9]+)/y],
  ['name', /[A-Za-z_][A-Za-z0-9_]*/y],
  ['quoted', /`[A-Za-z0-9_.\-/ ]+`/y],
  ['operator', /(?:==|!=|<=|>=|&&|\|\||[<>[\]{}().,\-!?:+*/%])/y],
];

/** Names that are keywords. */
const WORDS = new Set(['in', 'true', 'false', 'null']);

const MAX_INT = 2n ** 63n - 1n;
const MAX_UINT = 2n ** 64n - 1n;

/** The tokens of an expression, or the position of the first character that does not start a token. */
export function celTokens(text: string): readonly CelToken[] | number {
  const tokens: CelToken[] = [];
  let at = 0;
  while (at < text.length) {
    const [kind, found] = longestAt(text, at);
    if (found === '') { return at; }
    if (kind === 'operator' || (kind === 'name' && WORDS.has(found))) {
      tokens.push({ kind: found, text: found, at });
    } else if (kind !== 'space') {
      tokens.push({ kind, text: found, at });
    }
    at += found.length;
  }
  return tokens;
}

/** Whether a literal has a value: a number can be too large, and an escape can be invalid. */
export function hasCelValue({ kind, text }: CelToken, isNegative: boolean): boolean {
  switch (kind) {
    case 'int': return BigInt(text) <= MAX_INT + (isNegative ? 1n : 0n);
    case 'uint': return BigInt(text.slice(0, -1)) <= MAX_UINT;
    case 'float': return Number.isFinite(Number(text));
    case 'string': return hasTextValue(text);
    default: return true;
  }
}

function longestAt(text: string, at: number): [kind: string, found: string] {
  let best: [string, string] = ['', ''];
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? '';
    if (found.length > best[1].length) { best = [kind, found]; }
  }
  return best;
}

/** Escapes must be for valid code points, and bytes can't have escapes for code points. */
function hasTextValue(text: string): boolean {
  if (/^[bB]?[rR]/.test(text)) { return true; }
  const isBytes = /^[bB]/.test(text);
  for (const [escape, short, long] of text.matchAll(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|[^])/g)) {
    const code = short ?? long;
    if (code === undefined) { continue; }
    const point = parseInt(code, 16);
    if (isBytes || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff) || escape === '') { return false; }
  }
  return true;
}
