/** Widths of characters in parts of the font size. A font is at most as wide as this one, DejaVu Sans, which is the widest of the usual ones. */
const WIDTHS: readonly [characters: string, width: number][] = [
  ['ijlI|\'', 0.3], ['.,:;/!()[]', 0.39], ['-frt"`', 0.42], [' ', 0.32], ['mMW%@', 1], ['w', 0.82], ['_*', 0.5],
];

const BY_CHARACTER = new Map(WIDTHS.flatMap(([characters, width]) => [...characters].map(character => [character, width])));

/** How wide a text is at most, in pixels. */
export function textWidth(text: string, size: number, bold = false): number {
  let width = 0;
  for (const character of text) { width += BY_CHARACTER.get(character) ?? (character > '\u2e80' ? 1.05 : character >= 'A' && character <= 'Z' ? 0.7 : 0.635); }
  return Math.ceil(width * size * (bold ? 1.1 : 1));
}

/** A text that is cut in the middle if it is too wide: the beginning and the end tell most. */
export function fitText(text: string, size: number, most: number): string {
  if (textWidth(text, size) <= most) { return text; }
  const characters = [...text];
  let kept = characters.length - 1;
  const cut = () => `${characters.slice(0, Math.ceil(kept / 2)).join('')}…${characters.slice(characters.length - Math.floor(kept / 2)).join('')}`;
  while (kept > 2 && textWidth(cut(), size) > most) { kept--; }
  return cut();
}

/** The lines that a text needs. */
export function wrapText(text: string, size: number, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && textWidth(`${last} ${word}`, size) <= most) { lines[lines.length - 1] = `${last} ${word}`; } else { lines.push(fitText(word, size, most)); }
  }
  return lines;
}
