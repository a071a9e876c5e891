import fc from 'fast-check';
import { isBlank, quote, quoteAll, quoteHost } from '../../../src/analysis/base/quote';

test.each<[unknown, string]>([
  ['api.example.com', '"api.example.com"'],
  ['', '""'],
  ['a "b"\nc\\', '"a \\"b\\"\\nc\\\\"'],
  [443, '"443"'],
  [NaN, '"NaN"'],
  [true, '"true"'],
  [null, '"null"'],
  [undefined, '"undefined"'],
  [{ a: [1] }, '"{\\"a\\":[1]}"'],
])('%j is shown as %s', (value, expected) => {
  expect(quote(value)).toBe(expected);
});

test('a long text is cut', () => {
  expect(quote('x'.repeat(80))).toBe(`"${'x'.repeat(80)}"`);
  expect(quote('x'.repeat(81))).toBe(`"${'x'.repeat(80)}…"`);
});

test('what looks like a token is masked, even where it would be cut', () => {
  expect(quote('https://api.example.com/?token=dt0c01.abc.def-ghi_0')).toBe('"https://api.example.com/?token=dt0c01.…"');
  expect(quote(`${'x'.repeat(70)}dt0s16.abcdefghijklm`)).toBe(`"${'x'.repeat(70)}dt0s16.…"`);
  expect(quote({ a: 'dt0c01.abc' })).toBe('"{\\"a\\":\\"dt0c01.…\\"}"');
});

test('several values are separated by commas', () => {
  expect(quoteAll(['a', 1])).toBe('"a", "1"');
  expect(quoteAll(new Set())).toBe('');
});

test('a message stays on one line, whatever is in it', () => {
  fc.assert(fc.property(fc.jsonValue(), value => !/[\n\r]/.test(quote(value))));
});

test('what may be the user info of a URL is masked', () => {
  expect(quote('https://user:pa@ss@api.example.com/x')).toBe('"https://…@api.example.com/x"');
  expect(quoteHost('user:pa@ss@api.example.com')).toBe('"…@api.example.com"');
  expect(quoteHost('https://user@api.example.com')).toBe('"https://…@api.example.com"');
  expect(quoteHost('api.example.com')).toBe('"api.example.com"');
});

test.each<[text: unknown, blank: boolean]>([['', true], [' \n', true], [undefined, true], [null, true], [7, true], ['a', false], [' a ', false]])(
  'whether %j is blank: %s', (text, blank) => {
    expect(isBlank(text as never)).toBe(blank);
  });
