import { parseAllDocuments } from 'yaml';
import { KUBECTL_YAML, MergeFault } from '../../../src/dynatrace/migration/kubectl-yaml';

function read(text: string): unknown {
  const [document] = parseAllDocuments(text, KUBECTL_YAML);
  expect(document.errors).toEqual([]);
  return document.toJS();
}

// The values are what sigs.k8s.io/yaml v1.6.0 makes of them.
test.each<[string, unknown]>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON', 'true', 'True', 'TRUE'].map((text): [string, unknown] => [text, true]),
  ...['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF', 'false', 'False', 'FALSE'].map((text): [string, unknown] => [text, false]),
  ...['', '~', 'null', 'Null', 'NULL'].map((text): [string, unknown] => [text, null]),
  ['tRue', 'tRue'], ['oN', 'oN'], ['yEs', 'yEs'], ['"yes"', 'yes'], ["'on'", 'on'], ['!!str yes', 'yes'], ['!!bool yes', true],
  ['0o17', 15], ['0o777', 511], ['0777', 511], ['010', 8], ['08', 8], ['09', 9], ['0_7', 7], ['0_9', 9], ['-0777', -511], ['-0o17', -15], ['0O17', 15], ['0o8', '0o8'],
  ['0x1F', 31], ['0X1f', 31], ['0x_1F', 31], ['0x', '0x'], ['0xFFFFFFFFFFFFFFFFF', '0xFFFFFFFFFFFFFFFFF'],
  ['0b101', 5], ['0B11', 3], ['+0b11', 3], ['-0b101', -5], ['0b', '0b'], ['0b12', '0b12'],
  ['1_000', 1000], ['1__0', 10], ['_1', '_1'], ['+_1', 1], ['5_', 5], ['.5_0', 0.5], ['1_000.5', 1000.5], ['1_e3', 1000], ['685_230.15', 685230.15],
  ['1e3', 1000], ['1E+5', 100000], ['1.e5', 100000], ['1e', '1e'], ['.5', 0.5], ['5.', 5], ['-.5', -0.5], ['+1', 1], ['-1', -1], ['-0', 0], ['007.5', 7.5], ['1.0', 1],
  ['1e400', '1e400'], ['100000000000000000000000', 1e23], ['123456789.5', 123456789.5],
  ['190:20:30', '190:20:30'], ['1:20', '1:20'], ['2001-01-01', '2001-01-01'], ['2026-11-29T10:00:00Z', '2026-11-29T10:00:00Z'], ['2001-12-14 21:59:43', '2001-12-14 21:59:43'],
  ['+0777', 511], ['0777_7', 4095], ['-0x1', -1], ['12e03', 12000], ['1_0.5', 10.5], ['yes please', 'yes please'], ['1.2.3', '1.2.3'], ['300m', '300m'],
  ['=', '='], ['NaN', 'NaN'], ['.', '.'], ['..', '..'], ['+', '+'], ['1-', '1-'], ['1.10.2', '1.10.2'], ['!!int "3"', 3], ['!!float 1', 1],
])('%j is read as kubectl reads it', (text, value) => {
  expect(read(`a: ${text}\n`)).toEqual({ a: value });
  expect(Object.is((read(`a: ${text}\n`) as { a: unknown }).a, value)).toBe(true);
});

test.each<[string, unknown]>([
  ['yes: 1', { true: 1 }],
  ['1_0: x\n0x10: x', { 10: 'x', 16: 'x' }],
  ['2001-01-01: x', { '2001-01-01': 'x' }],
  ["'<<': {q: 1}", { '<<': { q: 1 } }],
])('keys are read as kubectl reads them: %j', (text, value) => {
  expect(read(text)).toEqual(value);
});

test.each<[string, unknown]>([
  ['q: 3\n  <<: {q: 2}', { q: 2 }],
  ['<<: {q: 2}\n  q: 3', { q: 3 }],
  ['<<: [{q: 1}, {q: 2, r: 5}]', { q: 1, r: 5 }],
  ['<<: *x\n  q: 3', { p: 1, q: 3 }],
  ['q: 3\n  <<: [*x, {p: 2, r: 9}]', { p: 1, q: 7, r: 9 }],
])('the members of a merge key replace those above it: %j', (text, value) => {
  expect(read(`b: &x {p: 1, q: 7}\nc:\n  ${text}\n`)).toEqual({ b: { p: 1, q: 7 }, c: value });
});

test('a member named __proto__ is merged as a member', () => {
  const { c } = read('c:\n  <<: {__proto__: {a: 1}}\n') as { c: object };
  expect(Object.getOwnPropertyNames(c)).toEqual(['__proto__']);
  expect(Object.getPrototypeOf(c)).toBe(Object.prototype);
});

test('a merge key without a map is refused', () => {
  const [document] = parseAllDocuments('c:\n  <<: 3\n', KUBECTL_YAML);
  expect(() => document.toJS() as unknown).toThrow(new MergeFault('a merge key needs a map or a list of maps'));
});
