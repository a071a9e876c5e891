/** Whether a text has a control character that the operator's webhook refuses in arguments and names: newline, tab, carriage return, NUL. */
export function hasControlCharacter(text: string): boolean {
  return /[\n\t\r\0]/.test(text);
}
