import { parseDocument } from 'yaml';
import { KUBECTL_YAML } from '../../../src/dynatrace/migration/kubectl-yaml';

function read(text: string): unknown {
  return parseDocument(text, KUBECTL_YAML).toJS();
}

/** The values are what sigs.k8s.io/yaml 1.6.0 makes of them. */
test.each<[string, unknown]>([
  ['yes', true], ['y', true], ['Y', true], ['On', true], ['TRUE', true], ['no', false], ['n', false], ['OFF', false], ['!!bool yes', true],
  ['oN', 'oN'], ['"yes"', 'yes'], ['\'no\'', 'no'], ['!!str yes', 'yes'], ['yes please', 'yes please'],
  ['0777', 511], ['+0777', 511], ['0777_7', 4095], ['0o17', 15], ['1_000', 1000], ['0b11', 3], ['0x1F', 31], ['-0x1', -1], ['+1', 1], ['0', 0], ['09', 9],
  ['12e03', 12000], ['.5', 0.5], ['1.', 1], ['1_0.5', 10.5], ['0.0', 0], ['-1.5', -1.5],
  ['1:30', '1:30'], ['2001-01-01', '2001-01-01'], ['~', null], ['Null', null], ['1.2.3', '1.2.3'], ['300m', '300m'],
])('%s is read as kubectl reads it', (text, value) => {
  expect(read(`a: ${text}`)).toEqual({ a: value });
});

test('a key is a text, whatever it looks like', () => {
  expect(read('yes: a\n1: b')).toEqual({ true: 'a', 1: 'b' });
});

test('merge keys are merged', () => {
  expect(read('m: &m {x: 1}\na: {<<: *m, z: 2}\nb: {<<: [*m, {x: 5, w: 3}], x: 9}')).toEqual({ m: { x: 1 }, a: { x: 1, z: 2 }, b: { x: 9, w: 3 } });
});
