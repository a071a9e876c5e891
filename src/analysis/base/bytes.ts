/** The number of bytes of a text in UTF-8. */
export function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** The text that bytes in UTF-8 have. A byte that is not UTF-8 becomes a replacement character. */
export function utf8Text(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The six bits of each character. The alphabet for URLs counts too. */
const SIX_BITS = new Map([...ALPHABET, '-', '_'].map((character, index) => [character, index < 64 ? index : index - 2]));

/** The bytes of a text in Base64, up to the first equals sign. Other characters that are not Base64, such as line ends, are skipped. */
export function base64Bytes(text: string): Uint8Array {
  const bytes: number[] = [];
  // What is left of the last characters, as a number with so many bits.
  let rest = 0;
  let bits = 0;
  for (const character of text) {
    if (character === '=') { break; }
    const six = SIX_BITS.get(character);
    if (six === undefined) { continue; }
    rest = rest * 64 + six;
    bits += 6;
    if (bits < 8) { continue; }
    bits -= 8;
    bytes.push(Math.floor(rest / 2 ** bits));
    rest %= 2 ** bits;
  }
  return Uint8Array.from(bytes);
}

/** The text that bytes have if each is one character. */
export function latin1Text(bytes: Uint8Array): string {
  return Array.from(bytes, byte => String.fromCharCode(byte)).join('');
}
