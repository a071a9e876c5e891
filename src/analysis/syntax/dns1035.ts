/** Whether a text is a DNS label that begins with a letter (RFC 1035), as the names of Services and of DynaKubes are. */
export function isDns1035Label(text: string): boolean {
  return text.length <= 63 && /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/.test(text);
}
