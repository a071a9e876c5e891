import * as fc from 'fast-check';
import { grafted } from '../../../../conformance/generators/base/mutation';
import { withPart } from '../../../../conformance/generators/base/part';

const SOUND = { apiVersion: 'v1', kind: 'Thing', metadata: { name: 'a' }, spec: { hosts: ['a.test'], ports: [{ number: 80 }] } };

function made(path: readonly (string | number)[], value: unknown): unknown {
  return fc.sample(withPart(fc.constant(SOUND), [{ path, value: fc.constant(value) }]), 1)[0];
}

test('a part is set at its path, and missing steps are created', () => {
  expect(made(['spec', 'hosts'], ['b.test'])).toEqual({ ...SOUND, spec: { ...SOUND.spec, hosts: ['b.test'] } });
  expect(made(['spec', 'ports', 0, 'name'], 'x')).toEqual({ ...SOUND, spec: { ...SOUND.spec, ports: [{ number: 80, name: 'x' }] } });
  expect(made(['spec', 'http', 0, 'fault'], {})).toEqual({ ...SOUND, spec: { ...SOUND.spec, http: [{ fault: {} }] } });
  expect(made([], { kind: 'Other' })).toEqual({ kind: 'Other' });
});

test('a part without a value removes the field, and the sound object stays unchanged', () => {
  expect(made(['spec', 'ports'], undefined)).toEqual({ ...SOUND, spec: { hosts: ['a.test'] } });
  expect(SOUND.spec.ports).toEqual([{ number: 80 }]);
});

test('a grafted object differs from the sound object in one place, which comes from the donor', () => {
  const donor = { ...SOUND, metadata: { name: 'b' }, spec: { hosts: ['x', 'y'], ports: [{ number: 0, name: 'n' }], location: 'OUTSIDE' } };
  const seen = new Set(fc.sample(grafted(fc.constant(SOUND), fc.constant(donor)), { seed: 1, numRuns: 500 }).map(object => JSON.stringify(object)));
  const specs = [
    { hosts: ['x', 'y'], ports: [{ number: 80 }] },
    { hosts: ['x'], ports: [{ number: 80 }] },
    { hosts: ['y'], ports: [{ number: 80 }] },
    { hosts: ['a.test'], ports: [{ number: 0, name: 'n' }] },
    { hosts: ['a.test'], ports: [{ number: 0 }] },
    { hosts: ['a.test'], ports: [{ number: 80, name: 'n' }] },
    { hosts: ['a.test'], ports: [{ number: 80 }], location: 'OUTSIDE' },
  ];
  expect([...seen].sort()).toEqual([...specs.map(spec => ({ ...SOUND, spec })), { ...SOUND, metadata: { name: 'b' } }].map(object => JSON.stringify(object)).sort());
});
