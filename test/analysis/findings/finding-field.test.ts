import { fieldOf } from '../../../src/analysis/findings/finding-field';

const OBJECT = {
  kind: 'Sidecar',
  metadata: { name: 'default', annotations: { 'a.example.com/b.c': 'x' } },
  spec: { egress: [{ hosts: ['./*'] }], ports: [{ number: 1 }] },
};

test.each([
  ['\'spec.egress[0].hosts[0]\' is wrong', ['spec', 'egress', 0, 'hosts', 0]],
  ['\'spec.ports[0].name\' must be set', ['spec', 'ports', 0]],
  ['\'spec.ports[7].name\' must be set', ['spec', 'ports']],
  ['\'spec.gone.deeper\' must not be set', ['spec']],
  ['set \'hosts\', or \'spec.ports\'', ['spec', 'ports']],
  ['\'metadata.annotations.a.example.com/b.c\' is wrong', ['metadata', 'annotations', 'a.example.com/b.c']],
  ['\'metadata.annotations["a.example.com/b.c"]\' is wrong', ['metadata', 'annotations', 'a.example.com/b.c']],
  ['\'constructor.prototype\' is wrong', ['metadata', 'name']],
  ['something is wrong', ['metadata', 'name']],
])('the field of "%s"', (message, path) => {
  expect(fieldOf({ message }, OBJECT)).toEqual(path);
});

test('an object without a name is found by its kind, and anything else as a whole', () => {
  expect(fieldOf({ message: 'wrong' }, { kind: 'Pod' })).toEqual(['kind']);
  expect(fieldOf({ message: '\'spec.a\' is wrong' }, 'text')).toEqual([]);
});
