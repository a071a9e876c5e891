import { maxDynaKubeNameLength } from '../../../src/analysis/dynatrace/dynakube-name';
import { isDns1035Label } from '../../../src/analysis/syntax/dns1035';

test.each([
  [40, {}],
  [40, undefined],
  [40, { extensions: {}, kspm: null, telemetryIngest: null }],
  [40, { extensions: { databases: [] } }],
  [31, { extensions: { prometheus: {} } }],
  [31, { extensions: { databases: [{ id: 'mysql' }] } }],
  [37, { telemetryIngest: {} }],
  [35, { kspm: {} }],
  [35, { kspm: {}, telemetryIngest: {} }],
  [31, { kspm: {}, telemetryIngest: {}, extensions: { prometheus: {} } }],
])('a name may have %i characters with %j', (max, spec) => {
  expect(maxDynaKubeNameLength(spec)).toBe(max);
});

test.each([
  ['a', true], ['dynakube-1', true], ['a'.repeat(63), true],
  ['', false], ['1a', false], ['-a', false], ['a-', false], ['A', false], ['a.b', false], ['a_b', false], ['ä', false], ['a'.repeat(64), false],
])('%j: %s', (text, expected) => {
  expect(isDns1035Label(text)).toBe(expected);
});
