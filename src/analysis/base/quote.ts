const MAX_LENGTH = 80;

// The public part of a token is enough to identify it. The rest is secret.
const TOKEN = /(dt0[a-z][0-9]{2}\.)[A-Za-z0-9._-]+/g;

const SPACE = /\s/g;

/**
 * A value in the form of a message: in double quotes, on one line, cut after 80 characters.
 *
 * Text that looks like a Dynatrace token or like the user info of a URL is masked, in case a user put it into the wrong field.
 */
export function quote(value: unknown): string {
  const text = masked(textOf(value));
  return JSON.stringify(text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text);
}

/** The value of a host field in the form of a message. Possible user info is masked, with or without a scheme before it. */
export function quoteHost(text: string): string {
  return quote(typeof text !== 'string' ? text : text.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/is, '$1…@'));
}

/** Whether a value is not a string, or has only white space. */
export function isBlank(text: string): boolean {
  return typeof text !== 'string' || text.trim() === '';
}

/** Several values in the form of a message. */
export function quoteAll(values: Iterable<unknown>): string {
  return [...values].map(quote).join(', ');
}

/** A text with tokens of Dynatrace masked, such as a file that is shown. */
export function withoutTokens(text: string): string {
  return text.replace(TOKEN, '$1…');
}

/** A text without secrets, as far as it is shown. Time is linear in the text, whatever it is. */
function masked(text: string): string {
  let shown = '';
  for (let start = 0; start < text.length && shown.length <= MAX_LENGTH;) {
    SPACE.lastIndex = start;
    const end = SPACE.test(text) ? SPACE.lastIndex : text.length;
    shown += withoutUserInfo(text.slice(start, end).replace(TOKEN, '$1…'));
    start = end;
  }
  return shown;
}

/** A password can contain any character, so everything up to the last @ is removed. */
function withoutUserInfo(word: string): string {
  const start = word.indexOf('://') + 3;
  const at = word.lastIndexOf('@');
  return start < 3 || at < start ? word : `${word.slice(0, start)}…${word.slice(at)}`;
}

function textOf(value: unknown): string {
  if (typeof value === 'function') { return functionName(value); }
  if (typeof value !== 'object' && typeof value !== 'boolean') { return String(value); }
  try {
    return JSON.stringify(value) ?? classOf(value);
  } catch {
    return classOf(value);
  }
}

/** A function or class in words. Its own members can be anything. */
function functionName(value: object): string {
  const name: unknown = Object.getOwnPropertyDescriptor(value, 'name')?.value;
  const what = /^class\b/.test(Function.prototype.toString.call(value)) ? 'class' : 'function';
  return typeof name === 'string' ? `${what} ${name}`.trim() : what;
}

/** The kind of an object that JSON can't represent, such as one that contains itself. */
function classOf(value: unknown): string {
  try {
    const { name } = (value as object).constructor;
    return typeof name === 'string' && name !== '' ? `[object ${name}]` : '[object Object]';
  } catch {
    return '[object Object]';
  }
}
