import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { VENDORED } from '../../../projenrc/bundles/chunks';
import { BundledPackage, bundledPackages } from '../../../projenrc/release/bundled';
import { licensesOf } from '../../../projenrc/release/licenses';
import { packedFaults } from '../../../projenrc/release/packed';
import { sbomOf } from '../../../projenrc/release/sbom';

const ROOT = resolve(__dirname, '..', '..', '..');
const packages = bundledPackages();

test('the bundled packages are those that the package loads when they are used, and what they depend on', () => {
  expect(packages.map(({ name }) => name)).toEqual([...VENDORED, '@dagrejs/graphlib'].sort());
});

test('the package has their licenses; npm run licenses writes them', () => {
  expect(readFileSync(join(ROOT, 'THIRD_PARTY_LICENSES.md'), 'utf8')).toBe(licensesOf(packages));
});

test('every license is one that allows the package to be used under Apache-2.0', () => {
  expect(packages.filter(({ license }) => !['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD'].includes(license))).toEqual([]);
});

const DIGEST = Buffer.from('ab', 'hex').toString('base64');
const SCOPED: BundledPackage = { name: '@a/b', version: '1.2.3', license: 'MIT', text: 'text', integrity: `sha512-${DIGEST}` };
const SUBJECT = { name: 'ours', version: '0.1.0', license: 'Apache-2.0', repository: 'https://example.com/ours.git', timestamp: '2026-11-29T00:00:00Z' };

test('the list of components has our package, and each bundled one with its license and digest', () => {
  expect(sbomOf(SUBJECT, [SCOPED, { ...SCOPED, name: 'c', license: '(MIT OR Apache-2.0)' }])).toEqual({
    $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    serialNumber: expect.stringMatching(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/),
    version: 1,
    metadata: {
      timestamp: '2026-11-29T00:00:00Z',
      component: {
        'type': 'library',
        'bom-ref': 'pkg:npm/ours@0.1.0',
        'name': 'ours',
        'version': '0.1.0',
        'licenses': [{ license: { id: 'Apache-2.0' } }],
        'purl': 'pkg:npm/ours@0.1.0',
        'externalReferences': [{ type: 'vcs', url: 'https://example.com/ours.git' }],
      },
    },
    components: [{
      'type': 'library',
      'bom-ref': 'pkg:npm/%40a/b@1.2.3',
      'group': '@a',
      'name': 'b',
      'version': '1.2.3',
      'scope': 'required',
      'hashes': [{ alg: 'SHA-512', content: 'ab' }],
      'licenses': [{ license: { id: 'MIT' } }],
      'purl': 'pkg:npm/%40a/b@1.2.3',
    }, expect.objectContaining({ name: 'c', licenses: [{ expression: '(MIT OR Apache-2.0)' }] })],
    dependencies: [
      { ref: 'pkg:npm/ours@0.1.0', dependsOn: ['pkg:npm/%40a/b@1.2.3', 'pkg:npm/c@1.2.3'] },
      { ref: 'pkg:npm/%40a/b@1.2.3', dependsOn: [] },
      { ref: 'pkg:npm/c@1.2.3', dependsOn: [] },
    ],
  });
});

test('the same commit gives the same list, and another one another serial number', () => {
  expect(sbomOf(SUBJECT, [SCOPED])).toEqual(sbomOf(SUBJECT, [SCOPED]));
  const serialOf = (version: string) => (sbomOf({ ...SUBJECT, version }, [SCOPED]) as { readonly serialNumber: string }).serialNumber;
  expect(serialOf('0.1.0')).not.toBe(serialOf('0.1.1'));
});

describe('an archive', () => {
  const PACKED = ['package.json', 'README.md', 'LICENSE', 'lib/a.js', 'lib/a.d.ts', 'lib/page/report.html', 'NOTICE'];

  test('with what is listed has no fault', () => {
    expect(packedFaults(PACKED, ['lib', 'NOTICE'])).toEqual([]);
  });

  test('with anything else, or without something that is listed, has faults', () => {
    expect(packedFaults([...PACKED, '.env', 'libs/x.js', 'lib/a.js.map', 'node_modules/yaml/index.js'], ['lib', 'NOTICE', 'docs/rules'])).toEqual([
      ".env is in the package, but not in 'files'",
      "libs/x.js is in the package, but not in 'files'",
      "node_modules/yaml/index.js is in the package, but not in 'files'",
      "docs/rules is in 'files', but not in the package",
      'lib/a.js.map is not compiled code',
    ]);
  });
});
