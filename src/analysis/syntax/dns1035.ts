/** Whether a text is a DNS label that begins with a letter (RFC 1035). Names of Services and DynaKubes must have this form. */
export function isDns1035Label(text: string): boolean {
  return text.length <= 63 && /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/.test(text);
}
