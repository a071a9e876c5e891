import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCrdFile } from './crd-facts';
import { generateLegacyCrds } from '../../projenrc/generate-legacy-crds';
import { ONE_AGENT_OPERATOR_CRDS } from '../../src/dynatrace/legacy/one-agent-operator-crds';

const ROOT = join(__dirname, '..', '..');
const CRDS = join(ROOT, 'crds', 'dynatrace.com.yaml');

test('the committed module is generated from crds/', () => {
  expect(readFileSync(join(ROOT, 'src', 'dynatrace', 'legacy', 'one-agent-operator-crds.ts'), 'utf8')).toBe(generateLegacyCrds(CRDS));
});

test('only the status of the schemas is added, and there is no other CRD', () => {
  const crds = readCrdFile(CRDS).filter(({ spec }) => spec.names.kind.startsWith('OneAgent'));
  const generated = ONE_AGENT_OPERATOR_CRDS.map(({ name, spec }) => {
    const [version] = spec.versions as { schema: { openAPIV3Schema: { properties: Record<string, unknown> } } }[];
    const { status: _, ...properties } = version.schema.openAPIV3Schema.properties;
    return { name, schema: { ...version.schema.openAPIV3Schema, properties } };
  });
  const json = (value: unknown) => JSON.parse(JSON.stringify(value, (__, item) => typeof item === 'bigint' ? Number(item) : item as unknown));
  expect(generated).toEqual(crds.map(({ metadata, spec }) => ({ name: metadata.name, schema: json(spec.versions[0].schema.openAPIV3Schema) })));
  expect(generated).toHaveLength(2);
});

test('kubectl shows the columns of the vendor', () => {
  const columns = ONE_AGENT_OPERATOR_CRDS.map(({ spec }) => {
    const [version] = spec.versions as { additionalPrinterColumns: { name: string }[] }[];
    return version.additionalPrinterColumns.map(({ name }) => name);
  });
  expect(columns).toEqual([['ApiUrl', 'Tokens', 'Version', 'Phase', 'Age'], ['ApiUrl', 'Tokens', 'Age']]);
});

test('a file without the CRDs is an error', () => {
  const folder = mkdtempSync(join(tmpdir(), 'crds-'));
  const path = join(folder, 'crds.yaml');
  try {
    writeFileSync(path, '');
    expect(() => generateLegacyCrds(path)).toThrow(new Error(`"${path}" has no CustomResourceDefinition of "OneAgent": run projenrc/distil-crd.ts`));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
