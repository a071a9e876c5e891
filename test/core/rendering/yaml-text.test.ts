import { App, ApiObject, Chart, Yaml } from 'cdk8s';
import * as fc from 'fast-check';
import { textOf, writingYaml } from '../../../src/core/rendering/yaml-text';
import { anyText } from '../../any-text';

/** Texts near those that need quotes, or that need none. */
const WORDS = [
  'web', 'a.example', '*.example', './*', '~/*', 'true', 'True', 'tRUE', 'no', 'No', 'y', 'N', 'on', 'OFF', 'null', 'Null', '~', '', ' ', 'a b', ' a', 'a ', 'a: b', 'a:', 'a:b', ':a', 'a #b', 'a#b', '#a',
  '-', '- a', '-a', 'a-', '?', '? a', '?a', '0', '00', '0123', '0x1F', '0b1', '1_000', '1.5', '.5', '1e3', 'e3', 'E+10', 'e-123456789', '.e3', '1:30', '12:30:45', '.inf', '.nan', '2024-01-01', '2024-01-01T00:00:00Z', '443', '-1', '+1', '<<',
  '---', '--- a', '...', '%', '%a', '@a', '`a', '&a', '*a', '!a', '|', '>', '\'', '"', '\'a\'', '"a"', 'a\'b', 'a"b', 'it\'s "so"', '[', '{', 'a[b]', '{{ .Values.a }}', 'a\\b', 'a\tb', '\ta', 'a\nb', 'a\n', '\na', 'a\n\nb\n',
  'ä', '日本', '\u{1F600}', '\uD800', '\u0000', '\u0085', '\u2028', '\uFEFF', 'a'.repeat(90), `${'long words '.repeat(20)}end`, 'k'.repeat(1100), '=', '=a', 'a=b', 'NaN', 'nan', 'Infinity', 'inf', '__proto__', 'toJSON', 'constructor', '1.31', '10m', '128Mi',
];

const text = fc.oneof(
  fc.constantFrom(...WORDS),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: fc.constantFrom('a', 'B', '0', '1', '.', '-', ':', '/', '*', ' ', '#', '"', '\'', '\n', '\t', '_', '=', ',', '@', '+', '~', 'e', 'x', '%'), maxLength: 8 }),
  anyText({ maxLength: 5 }),
);

const documents = fc.letrec<{ value: unknown; map: Record<string, unknown> }>(tie => ({
  value: fc.oneof({ maxDepth: 5, depthSize: 'medium' }, text, fc.oneof(fc.integer(), fc.double(), fc.constantFrom(0, -0, 1e21, 2 ** 53, NaN, Infinity)), fc.boolean(),
    fc.constantFrom(null, undefined), fc.array(tie('value'), { maxLength: 4 }), tie('map')),
  map: fc.dictionary(text, tie('value'), { maxKeys: 4 }),
})).map;

test('the text of any document is that of cdk8s', () => {
  fc.assert(fc.property(documents, document => {
    expect(textOf(document)).toBe(Yaml.stringify(document));
  }), { numRuns: 3_000 });
});

test.each(WORDS)('the word %j is as cdk8s writes it, as a value, in a list, and as a key', word => {
  for (const document of [{ a: word }, { [word]: 'a' }, { a: { [word]: word } }, { a: [word, [word]] }, { a: [{ [word]: [] }] }]) {
    expect(textOf(document)).toBe(Yaml.stringify(document));
  }
});

test.each<[string, () => unknown]>([
  ['a map that comes again', () => { const map = { a: 1 }; return { one: map, two: [map] }; }],
  ['a list that comes again', () => { const list: unknown[] = []; return { one: list, two: list }; }],
  ['a date', () => ({ at: new Date(0) })],
  ['bytes', () => ({ bytes: Buffer.from('abc') })],
  ['a bigint', () => ({ big: 10n ** 20n })],
  ['a Map', () => ({ map: new Map([['a', 1]]) })],
  ['a value with toJSON()', () => ({ value: { toJSON: () => 'json' } })],
  ['a value that can be iterated', () => ({ value: { * [Symbol.iterator]() { yield 'a'; } } })],
  ['an object without a prototype', () => ({ value: Object.assign(Object.create(null) as object, { a: 1 }) })],
  ['a list with holes', () => ({ list: [1, , 2] })], // eslint-disable-line no-sparse-arrays
  ['an empty map', () => ({})],
  ['a list', () => ['a']],
  ['a word', () => 'a'],
  ['null', () => null],
  ['undefined', () => undefined],
])('%s is as cdk8s writes it', (_, make) => {
  const document = make();
  expect(textOf(document)).toBe(Yaml.stringify(document));
});

test('a text that is nested too deeply fails as in cdk8s', () => {
  let deep: unknown = 'a';
  for (let level = 0; level < 20_000; level++) { deep = { a: deep }; }
  expect(() => textOf(deep)).toThrow(RangeError);
});

test('cdk8s has its own method again after a synth, also after one that fails', () => {
  const stock = Yaml.stringify;
  expect(writingYaml(() => Yaml.stringify)).not.toBe(stock);
  expect(Yaml.stringify).toBe(stock);
  expect(() => writingYaml(() => { throw new Error('synth failed'); })).toThrow(new Error('synth failed'));
  expect(Yaml.stringify).toBe(stock);
  expect(writingYaml(() => Yaml.stringify({ a: 1 }, undefined, { b: [] }))).toBe(Yaml.stringify({ a: 1 }, undefined, { b: [] }));
});

test('a method that someone else put into cdk8s stays', () => {
  const stock = Yaml.stringify;
  const other = () => 'other';
  Yaml.stringify = other;
  try {
    expect(writingYaml(() => Yaml.stringify)).toBe(other);
    expect(Yaml.stringify).toBe(other);
  } finally {
    Yaml.stringify = stock;
  }
});

test('synthYaml() of an app has the text of cdk8s', () => {
  const app = new App();
  new ApiObject(new Chart(app, 'chart'), 'Object', { apiVersion: 'v1', kind: 'ConfigMap', data: { 'script': 'a\nb\n', 'on': 'yes', 'a b': '*' } });
  expect(writingYaml(() => app.synthYaml())).toBe(app.synthYaml());
});
