import { Construct } from 'constructs';
import { DEFAULT_MESH_SETTINGS } from '../../src/analysis/settings/mesh-settings';
import { declareOperatorVersion, withDeclaredOperatorVersion } from '../../src/core/declared-operator-version';

function constructs(...versions: ('1.8' | '1.9' | '1.10' | '1.11' | undefined)[]): Construct[] {
  const root = new Construct(undefined as unknown as Construct, '');
  return versions.map((version, index) => {
    const construct = new Construct(root, String(index));
    if (version !== undefined) { declareOperatorVersion(construct, version); }
    return construct;
  });
}

test('settings do not change if no object declares a version', () => {
  const settings = { ...DEFAULT_MESH_SETTINGS, operatorVersion: '1.11' } as const;
  expect(withDeclaredOperatorVersion(settings, constructs(undefined))).toBe(settings);
});

test('the version that an object declares overrides that of the mesh', () => {
  const settings = { ...DEFAULT_MESH_SETTINGS, operatorVersion: '1.10' } as const;
  expect(withDeclaredOperatorVersion(settings, constructs(undefined, '1.11'))).toEqual({ ...settings, operatorVersion: '1.11' });
});

test('the oldest of several versions applies, compared by number and not by text', () => {
  expect(withDeclaredOperatorVersion(DEFAULT_MESH_SETTINGS, constructs('1.11', '1.9', '1.10')).operatorVersion).toBe('1.9');
});
