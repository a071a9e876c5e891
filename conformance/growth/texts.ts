import * as fc from 'fast-check';

/** A text of any length: a part that is repeated, between a beginning and an end. */
export interface TextFamily {
  readonly prefix: string;
  readonly part: string;
  readonly suffix: string;
}

const ALPHABETS = ['a', '0', '.', '-', '*', '/', ':', '@', '(', ')', '[', ']', '{', '}', '+', '?', '|', '\\', '%', ',', ' ', '"', '\'', '\n', '=', '&', '$', '^', '~', '_', 'A', 'é', '\u0000', '\ud800'];

/** Parts that some reader knows. */
const KNOWN = ['a.', '*.', '://', 'http://', 'a@', '1.', '::', '0:', 'dt0c01.ABCDEFGH.', '.svc', '.svc.cluster.local', '(a+)+', '(a|a)*', '[a-z]*', 'a{2}', '\\d', '\\pL', '1h', '1.5ms', '%41', 'a/b',
  'a=b,', '["a",', '{"a":', 'request.x && ', '"x" + ', 'x ? y : ', '!', '-----BEGIN CERTIFICATE-----\n', 'AAAA', '\r\n', 'a-', '-a', 'sha256:', '.live.dynatrace.com', 'e/'];

const PART = fc.oneof(fc.constantFrom(...KNOWN), fc.array(fc.constantFrom(...ALPHABETS), { minLength: 1, maxLength: 4 }).map(letters => letters.join('')));

const END = fc.oneof({ weight: 2, arbitrary: fc.constant('') }, fc.constantFrom(...KNOWN), fc.constantFrom(...ALPHABETS, '\u0000!'));

export const textFamily: fc.Arbitrary<TextFamily> = fc.record({ prefix: END, part: PART, suffix: END });

export function textOf({ prefix, part, suffix }: TextFamily, length: number): string {
  return `${prefix}${part.repeat(Math.ceil(length / part.length))}${suffix}`;
}
