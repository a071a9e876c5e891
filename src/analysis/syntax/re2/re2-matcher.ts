import type * as re2js from 're2js';

/** Whether a text contains a match of a regular expression. */
export type Matcher = (text: string) => boolean;

/** Enough for all expressions of a mesh. Without a limit, a process that checks many meshes would keep all of them. */
const MAX_CACHED = 200;

const cached = new Map<string, Matcher | undefined>();

/**
 * The matcher of a regular expression in the syntax of Go's `regexp`, unanchored. Its time is linear in the text, whatever the expression.
 *
 * @returns undefined if Go can't read the expression
 * @see docs/decisions/0009-re2js.md
 */
export function re2Matcher(expression: string): Matcher | undefined {
  if (!cached.has(expression)) {
    if (cached.size >= MAX_CACHED) { cached.clear(); }
    cached.set(expression, compile(expression));
  }
  return cached.get(expression);
}

function compile(expression: string): Matcher | undefined {
  const { RE2JS } = loadRe2js();
  try {
    const compiled = RE2JS.compile(withoutDanglingClasses(expression));
    return text => compiled.test(text);
  } catch {
    return undefined;
  }
}

/**
 * The same expression without any `[:` after the last `:]`, where it is not the start of a class such as `[:alpha:]`. The engine would search for its end
 * from each of them, which takes quadratic time.
 */
function withoutDanglingClasses(expression: string): string {
  const end = expression.lastIndexOf(':]');
  return expression.replace(/\\Q[^]*?(?:\\E|$)|\\[^]|\[:/g, (part, at: number) => part === '[:' && at > end ? '[\\x3A' : part);
}

/** Few meshes have such expressions, so the engine is loaded with the first one, and not with the library. */
function loadRe2js(): typeof re2js {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would load it with the library
  return require('re2js') as typeof re2js;
}
