import { App, Chart } from 'cdk8s';
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

class Policy {}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

const cyclic: unknown[] = [];
cyclic.push(cyclic);

test.each<[what: string, value: unknown, expected: string]>([
  ['a class', Policy, '"class Policy"'],
  ['a function', function policy() {}, '"function policy"'],
  ['a function without a name', (() => () => {})(), '"function"'],
  ['a symbol', Symbol('x'), '"Symbol(x)"'],
  ['a bigint', 1n, '"1"'],
  ['a class whose name is something else', Object.defineProperty(class {}, 'name', { value: Symbol('x') }), '"class"'],
  ['a class that shows itself', class Shown { public static toString(): string { throw new Error('no'); } }, '"class Shown"'],
  ['an object that contains itself', cyclic, '"[object Array]"'],
  ['a construct', new Chart(new App(), 'chart'), '"[object Chart]"'],
  ['an object with a bigint', { a: 1n }, '"[object Object]"'],
  ['an object that JSON leaves out', { toJSON: () => undefined }, '"[object Object]"'],
  ['an object that refuses JSON', new (class Refusing { public toJSON(): void { throw new Error('no'); } })(), '"[object Refusing]"'],
  ['an object without a prototype that refuses JSON', Object.assign(Object.create(null), { toJSON() { throw new Error('no'); } }), '"[object Object]"'],
  ['a revoked proxy', revoked(), '"[object Object]"'],
  ['a value that is nested deeply', JSON.parse('['.repeat(50_000) + ']'.repeat(50_000)), '"[object Array]"'],
])('%s is shown, although JSON has no form for it', (_, value, expected) => {
  expect(quote(value)).toBe(expected);
});

test('a long text is cut', () => {
  expect(quote('x'.repeat(80))).toBe(`"${'x'.repeat(80)}"`);
  expect(quote('x'.repeat(81))).toBe(`"${'x'.repeat(80)}…"`);
});

test('text that looks like a token is masked before the text is cut', () => {
  expect(quote('https://api.example.com/?token=dt0c01.abc.def-ghi_0')).toBe('"https://api.example.com/?token=dt0c01.…"');
  expect(quote(`${'x'.repeat(70)}dt0s16.abcdefghijklm`)).toBe(`"${'x'.repeat(70)}dt0s16.…"`);
  expect(quote({ a: 'dt0c01.abc' })).toBe('"{\\"a\\":\\"dt0c01.…\\"}"');
});

test('several values are separated by commas', () => {
  expect(quoteAll(['a', 1])).toBe('"a", "1"');
  expect(quoteAll(new Set())).toBe('');
});

test('a quoted value is on one line, whatever it contains', () => {
  fc.assert(fc.property(fc.jsonValue(), value => !/[\n\r]/.test(quote(value))));
});

test('any value is shown by a short text', () => {
  const anything = fc.anything({ withBigInt: true, withMap: true, withNullPrototype: true, withObjectString: true, withSparseArray: true });
  fc.assert(fc.property(anything, value => { expect(quote(value).length).toBeLessThan(1000); }));
});

test('possible user info of a URL is masked', () => {
  expect(quote('https://user:pa@ss@api.example.com/x')).toBe('"https://…@api.example.com/x"');
  expect(quote('see http://a:b@c.test, or http://d:e@f.test')).toBe('"see http://…@c.test, or http://…@f.test"');
  expect(quote('a@b://c')).toBe('"a@b://c"');
  expect(quoteHost('user:pa@ss@api.example.com')).toBe('"…@api.example.com"');
  expect(quoteHost('https://user@api.example.com')).toBe('"https://…@api.example.com"');
  expect(quoteHost('api.example.com')).toBe('"api.example.com"');
  expect(quoteHost(undefined as never)).toBe('"undefined"');
});

test.each<[text: unknown, blank: boolean]>([['', true], [' \n', true], [undefined, true], [null, true], [7, true], ['a', false], [' a ', false]])(
  'whether %j is blank: %s', (text, blank) => {
    expect(isBlank(text as never)).toBe(blank);
  });
