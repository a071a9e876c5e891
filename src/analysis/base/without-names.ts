/** A text with each name that is in a set left open: two texts about one cause become equal. A name is a whole word, which may have dots. */
export function withoutNames(text: string, names: ReadonlySet<string | undefined>): string {
  return text.replace(/[\w*-]+(?:\.[\w*-]+)*/g, word => names.has(word) ? '…' : word);
}
