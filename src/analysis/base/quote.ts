const MAX_LENGTH = 80;

// The public part of a token is enough to identify it. The rest is secret.
const TOKEN = /(dt0[a-z][0-9]{2}\.)[A-Za-z0-9._-]+/g;

// A password can contain any character, so everything up to the last @ is removed.
const USER_INFO = /(:\/\/)\S*@/g;

/**
 * A value in the form of a message: in double quotes, on one line, cut after 80 characters.
 *
 * Text that looks like a Dynatrace token or like the user info of a URL is masked, in case a user put it into the wrong field.
 */
export function quote(value: unknown): string {
  const text = textOf(value).replace(TOKEN, '$1…').replace(USER_INFO, '$1…@');
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

function textOf(value: unknown): string {
  if (typeof value === 'function') { return /^class\b/.test(String(value)) ? `class ${value.name}` : `function ${value.name}`.trim(); }
  if (typeof value !== 'object' && typeof value !== 'boolean') { return String(value); }
  try {
    return JSON.stringify(value);
  } catch {
    return Object.prototype.toString.call(value); // an object that JSON can't represent, such as one that contains itself
  }
}
