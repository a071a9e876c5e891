/**
 * Generates a TypeScript module with the CRDs of the legacy OneAgent operator from `crds/`: `npx tsx projenrc/generate-legacy-crds.ts [file]`. The
 * construct that installs the operator needs them at run time, and the package contains no YAML.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CustomResourceDefinition, isRecord, readCrds } from './crd-document';

const MAX_COLUMNS = 150;

/** The columns of `kubectl get`. `crds/` does not contain them, because they do not affect whether an object is valid. */
const PRINTER_COLUMNS: Readonly<Record<string, readonly Column[]>> = {
  OneAgent: [
    { name: 'ApiUrl', type: 'string', jsonPath: '.spec.apiUrl' },
    { name: 'Tokens', type: 'string', jsonPath: '.status.tokens' },
    { name: 'Version', type: 'string', jsonPath: '.status.version' },
    { name: 'Phase', type: 'string', jsonPath: '.status.phase' },
    { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
  ],
  OneAgentAPM: [
    { name: 'ApiUrl', type: 'string', jsonPath: '.spec.apiUrl' },
    { name: 'Tokens', type: 'string', jsonPath: '.status.tokens' },
    { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
  ],
};

interface Column {
  readonly name: string;
  readonly type: string;
  readonly jsonPath: string;
}

/**
 * Returns the text of the module.
 *
 * @param path the file with Dynatrace's CRDs
 * @throws if a CRD is missing, or if a schema has a status, which `crds/` must not contain
 */
export function generateLegacyCrds(path: string): string {
  const crds = readCrds(path);
  const specs = Object.entries(PRINTER_COLUMNS).map(([kind, columns]) => {
    const crd = crds.find(candidate => candidate.kind === kind);
    if (!crd) { throw new Error(`"${path}" has no CustomResourceDefinition of "${kind}": run projenrc/distil-crd.ts`); }
    return { name: `${String(crd.names.plural)}.${crd.group}`, spec: specOf(crd, columns) };
  });
  return [
    '// Written by projenrc/generate-legacy-crds.ts from crds/dynatrace.com.yaml, not by hand.\n',
    "import { JsonObject } from '../../analysis/base/json';\n\n",
    '/** The CustomResourceDefinitions of the legacy OneAgent operator. */\n',
    `export const ONE_AGENT_OPERATOR_CRDS: readonly { readonly name: string; readonly spec: JsonObject }[] = ${print(specs, 0, MAX_COLUMNS)};\n`,
  ].join('');
}

function specOf({ group, names, scope, versions }: CustomResourceDefinition, columns: readonly Column[]) {
  return {
    group,
    names,
    scope,
    versions: versions.map(({ schema, ...version }) => ({
      ...version,
      schema: { openAPIV3Schema: withStatus(isRecord(schema) ? schema.openAPIV3Schema : undefined) },
      // Without the subresource, the operator's updates of the status would fail with 404.
      subresources: { status: {} },
      additionalPrinterColumns: columns,
    })),
  };
}

/** Adds a status that accepts everything: only the operator writes it. */
function withStatus(schema: unknown): unknown {
  if (!isRecord(schema) || !isRecord(schema.properties) || schema.properties.status !== undefined) {
    throw new Error('a schema of crds/ must describe an object without a status');
  }
  return { ...schema, properties: { ...schema.properties, status: { 'type': 'object', 'x-kubernetes-preserve-unknown-fields': true } } };
}

/** A value as TypeScript, on one line if it fits. */
function print(value: unknown, indent: number, room: number): string {
  const line = inline(value);
  if (line.length <= room - indent || typeof value !== 'object' || value === null) { return line; }
  const pad = ' '.repeat(indent + 2);
  const end = ' '.repeat(indent);
  if (Array.isArray(value)) { return `[\n${value.map(item => `${pad}${print(item, indent + 2, MAX_COLUMNS - 1)},\n`).join('')}${end}]`; }
  const members = Object.entries(value);
  const quoted = members.some(([key]) => !isIdentifier(key));
  return `{\n${members.map(([key, member]) => {
    const name = quoted ? `'${key}'` : key;
    return `${pad}${name}: ${print(member, indent + 2, MAX_COLUMNS - name.length - 3)},\n`;
  }).join('')}${end}}`;
}

function inline(value: unknown): string {
  if (typeof value === 'string') { return `'${value.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`; }
  if (Array.isArray(value)) { return `[${value.map(inline).join(', ')}]`; }
  if (!isRecord(value)) { return String(value); }
  const quoted = Object.keys(value).some(key => !isIdentifier(key));
  const members = Object.entries(value).map(([key, member]) => `${quoted ? `'${key}'` : key}: ${inline(member)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

function isIdentifier(key: string): boolean {
  return /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(key);
}

if (require.main === module) {
  const root = join(__dirname, '..');
  const path = process.argv[2] ?? join(root, 'src', 'dynatrace', 'legacy', 'one-agent-operator-crds.ts');
  writeFileSync(path, generateLegacyCrds(join(root, 'crds', 'dynatrace.com.yaml')));
  process.stdout.write(`${path}\n`);
}
