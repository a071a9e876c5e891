import * as fc from 'fast-check';

const SURROGATES = { first: 0xD800, count: 0x800 };

/** Any character of Unicode. The unit `binary` of fast-check is the same, but makes a table of all of them first, which takes half a second. */
const character = fc.nat(0x10FFFF - SURROGATES.count).map(point => String.fromCodePoint(point < SURROGATES.first ? point : point + SURROGATES.count));

/** Names that every object has. */
const INHERITED = ['__proto__', 'constructor', 'hasOwnProperty', 'toString', 'valueOf'];

/** Any text. */
export function anyText(constraints: { readonly maxLength?: number } = {}): fc.Arbitrary<string> {
  const { maxLength = Infinity } = constraints;
  const names = INHERITED.filter(({ length }) => length <= maxLength);
  const text = fc.string({ ...constraints, unit: character });
  return names.length === 0 ? text : fc.oneof({ weight: 19, arbitrary: text }, { weight: 1, arbitrary: fc.constantFrom(...names) });
}
