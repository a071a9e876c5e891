const MAX_LENGTH = 80;

// The public part of a token is enough to find it; the rest must not be seen.
const TOKEN = /(dt0[a-z][0-9]{2}\.)[A-Za-z0-9._-]+/g;

// A password may hold any character, so all up to the last at sign goes.
const USER_INFO = /(:\/\/)\S*@/g;

/**
 * A value as it is shown in a message: in double quotes, on one line, cut after 80 characters.
 *
 * What looks like a Dynatrace token, or like the user info of a URL, is masked, wherever it was put by mistake.
 */
export function quote(value: unknown): string {
  const text = textOf(value).replace(TOKEN, '$1…').replace(USER_INFO, '$1…@');
  return JSON.stringify(text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text);
}

/** What stands in place of a host, as it is shown in a message: without what may be user info, with a scheme in front or not. */
export function quoteHost(text: string): string {
  return quote(typeof text !== 'string' ? text : text.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/is, '$1…@'));
}

/** Whether a text says nothing; what is no text does not either. */
export function isBlank(text: string): boolean {
  return typeof text !== 'string' || text.trim() === '';
}

/** Several values as they are shown in a message. */
export function quoteAll(values: Iterable<unknown>): string {
  return [...values].map(quote).join(', ');
}

function textOf(value: unknown): string {
  if (typeof value === 'function') { return /^class\b/.test(String(value)) ? `class ${value.name}` : `function ${value.name}`.trim(); }
  if (typeof value !== 'object' && typeof value !== 'boolean') { return String(value); }
  try {
    return JSON.stringify(value);
  } catch {
    return Object.prototype.toString.call(value); // an object that JSON can't represent, such as one that contains itself
  }
}
