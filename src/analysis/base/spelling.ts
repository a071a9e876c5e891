const MOST_LETTERS = 63;

/** Whether two words differ by one letter that is missing, added, wrong, or swapped with the next one. Short and very long words are never near. */
export function isNear(a: string, b: string): boolean {
  if (a === b || a.length < 4 || a.length > MOST_LETTERS || Math.abs(a.length - b.length) > 1) { return false; }
  let start = 0;
  while (start < a.length && a[start] === b[start]) { start++; }
  const rest = [a.slice(start), b.slice(start)];
  return rest[0].slice(1) === rest[1].slice(1)
    || rest[0].slice(1) === rest[1]
    || rest[0] === rest[1].slice(1)
    || (rest[0][0] === rest[1][1] && rest[0][1] === rest[1][0] && rest[0].slice(2) === rest[1].slice(2));
}

/** The known word that a text is a misspelling of: in another case, in the plural, or with one wrong letter. Undefined if it is one of them, or if there is none. */
export function misspelt(text: string, known: readonly string[]): string | undefined {
  if (known.includes(text)) { return undefined; }
  const plain = (word: string) => word.toLowerCase().replace(/(?:ies|y|s)$/, '');
  return known.find(word => plain(word) === plain(text) || isNear(text.toLowerCase(), word.toLowerCase()));
}
