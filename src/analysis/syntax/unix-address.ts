/** Prefix of the address of a Unix domain socket. */
export const UNIX_SCHEME = 'unix://';

/** Whether istiod accepts a text as the address of a Unix domain socket: an absolute path to a file, or an abstract name. */
export function isUnixAddress(text: string): boolean {
  if (!text.startsWith(UNIX_SCHEME)) { return false; }
  const name = text.slice(UNIX_SCHEME.length);
  return name.startsWith('@') || (name.startsWith('/') && !name.endsWith('/'));
}
