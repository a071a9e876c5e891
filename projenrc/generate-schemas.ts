/**
 * Generates the TypeScript modules that the schema walker of `src/analysis/schema` reads from the structural schemas of `crds/`:
 * `npx tsx projenrc/generate-schemas.ts [folder]`. See docs/decisions/0004-own-schema-walker.md for the reasons.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRecord, readCrds } from './crd-document';

/** The API groups whose schemas the analysis checks. */
export const GROUPS: readonly string[] = ['networking.istio.io', 'security.istio.io', 'telemetry.istio.io', 'dynatrace.com'];

const MAX_COLUMNS = 150;
/** A node with fewer characters is repeated wherever it is used, and gets no constant. */
const MIN_SHARED = 60;

/** Keywords whose name differs from the CRD. */
const RENAMED: Readonly<Record<string, string>> = {
  'x-kubernetes-int-or-string': 'intOrString',
  'x-kubernetes-preserve-unknown-fields': 'preserveUnknownFields',
  'x-kubernetes-list-type': 'listType',
  'x-kubernetes-list-map-keys': 'listMapKeys',
};

/** Keywords that do not affect whether a new object is valid. */
const IGNORED = new Set(['x-kubernetes-map-type', 'x-kubernetes-embedded-resource']);

/** Keywords that `SchemaNode` has under the same name. */
const KEPT = new Set([
  'type', 'format', 'nullable', 'enum', 'pattern', 'minLength', 'maxLength', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum',
  'minItems', 'maxItems', 'minProperties', 'maxProperties', 'required',
]);

type Literal = string | number | boolean | null | readonly Literal[] | { readonly [key: string]: Literal };

/** A schema that is used more than once. */
interface Shared {
  readonly name: string;
  readonly node: Literal;
}

/**
 * The TypeScript module of one API group.
 *
 * @param path the file with the CRDs of the group
 * @param group the API group
 * @throws if a CRD has a keyword for which `SchemaNode` has no field
 */
export function generateModule(path: string, group: string): string {
  const roots = new Map<string, Literal>();
  for (const crd of readCrds(path)) {
    for (const version of crd.versions) {
      const name = `${crd.group}/${String(version.name)}/${crd.kind}`;
      const schema = isRecord(version.schema) ? version.schema.openAPIV3Schema : undefined;
      if (!isRecord(schema)) { throw new Error(`"${name}" in "${path}" has no openAPIV3Schema`); }
      roots.set(name, toNode(schema, name));
    }
  }
  const sharing = new Sharing([...roots.values()]);
  const text = [...roots].map(([name, node]) => `  '${name}': ${sharing.print(node, 2, `  '${name}': `.length)},\n`).join('');
  const shared = sharing.printShared();
  return [
    `// Written by projenrc/generate-schemas.ts from crds/${group}.yaml, not by hand.\n`,
    "import type { SchemaNode } from './schema-node';\n\n",
    ...shared.map(constant => `${constant}\n`),
    `${shared.length > 0 ? '\n' : ''}/** The schemas of ${group}, by API group, version and kind. */\n`,
    `export const ${constantName(group)}: Readonly<Record<string, SchemaNode>> = {\n${text}};\n`,
  ].join('');
}

function toNode(schema: Readonly<Record<string, unknown>>, where: string): Literal {
  const node: Record<string, Literal> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (IGNORED.has(keyword)) { continue; }
    if (KEPT.has(keyword) || RENAMED[keyword] !== undefined) {
      node[RENAMED[keyword] ?? keyword] = toLiteral(value);
    } else if (keyword === 'default') {
      node.defaulted = true;
    } else if (keyword === 'x-kubernetes-validations') {
      node.rules = (value as { rule: string }[]).map(({ rule }) => rule.trim());
    } else if (keyword === 'allOf' || keyword === 'anyOf' || keyword === 'oneOf') {
      node[keyword] = (value as Record<string, unknown>[]).map((option, index) => toNode(option, `${where} ${keyword}[${index}]`));
    } else if (keyword === 'properties') {
      const properties = Object.entries(value as Record<string, Record<string, unknown>>);
      node.properties = Object.fromEntries(properties.map(([name, property]) => [name, toNode(property, `${where}.${name}`)]));
    } else if (keyword === 'not' || keyword === 'items' || keyword === 'additionalProperties') {
      node[keyword] = isRecord(value) ? toNode(value, `${where} ${keyword}`) : toLiteral(value);
    } else {
      throw new Error(`unknown keyword "${keyword}" at ${where}: decide in projenrc/generate-schemas.ts how the analysis handles it`);
    }
  }
  return node;
}

/** Integers are read as bigints. A number can't represent a limit of 64 bits exactly, but the difference does not matter for limits. */
function toLiteral(value: unknown): Literal {
  if (typeof value === 'bigint') { return Number(value); }
  if (Array.isArray(value)) { return value.map(toLiteral); }
  if (isRecord(value)) { return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toLiteral(item)])); }
  return value as Literal;
}

function constantName(group: string): string {
  return `${group.replace(/[^a-z0-9]/g, '_').toUpperCase()}_SCHEMAS`;
}

/** Finds the nodes that occur more than once. Each gets a constant, named after the first field that contains it. */
class Sharing {
  private readonly counts = new Map<string, number>();
  private readonly shared = new Map<string, Shared>();
  private readonly names = new Set<string>();

  constructor(roots: readonly Literal[]) {
    for (const root of roots) { this.count(root); }
    // Deepest nodes first, so that a constant only refers to constants above it.
    for (const root of roots) { this.name(root, 'root'); }
  }

  /** The literal, printed at a column of a line, on several lines if it does not fit on one. */
  print(value: Literal, indent: number, column: number, own = false): string {
    const shared = own ? undefined : this.shared.get(JSON.stringify(value));
    if (shared) { return shared.name; }
    const line = this.inline(value, own);
    if (column + line.length + 1 <= MAX_COLUMNS || typeof value !== 'object' || value === null) { return line; }
    const pad = ' '.repeat(indent + 2);
    if (Array.isArray(value)) {
      const items = (value as readonly Literal[]).map(item => `${pad}${this.print(item, indent + 2, indent + 2)},\n`);
      return `[\n${items.join('')}${' '.repeat(indent)}]`;
    }
    const quoted = Object.keys(value).some(key => !isIdentifier(key));
    const fields = Object.entries(value).map(([key, item]) => {
      const name = quoted ? `'${key}'` : key;
      return `${pad}${name}: ${this.print(item, indent + 2, indent + 4 + name.length)},\n`;
    });
    return `{\n${fields.join('')}${' '.repeat(indent)}}`;
  }

  /** The declarations of the constants. */
  printShared(): string[] {
    return [...this.shared.values()].map(({ name, node }) => {
      const head = `const ${name}: SchemaNode = `;
      return `${head}${this.print(node, 0, head.length, true)};`;
    });
  }

  private inline(value: Literal, own = false): string {
    const shared = own ? undefined : this.shared.get(JSON.stringify(value));
    if (shared) { return shared.name; }
    if (typeof value === 'string') { return quote(value); }
    if (typeof value !== 'object' || value === null) { return String(value); }
    if (Array.isArray(value)) { return `[${(value as readonly Literal[]).map(item => this.inline(item)).join(', ')}]`; }
    const quoted = Object.keys(value).some(key => !isIdentifier(key));
    const fields = Object.entries(value).map(([key, item]) => `${quoted ? `'${key}'` : key}: ${this.inline(item)}`);
    return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
  }

  private count(value: Literal): void {
    if (typeof value !== 'object' || value === null) { return; }
    if (isNode(value)) {
      const key = JSON.stringify(value);
      const count = (this.counts.get(key) ?? 0) + 1;
      this.counts.set(key, count);
      if (count > 1) { return; }
    }
    for (const item of Object.values(value)) { this.count(item as Literal); }
  }

  private name(value: Literal, field: string): void {
    if (typeof value !== 'object' || value === null) { return; }
    const key = JSON.stringify(value);
    if (this.shared.has(key)) { return; }
    for (const [inner, item] of Object.entries(value)) { this.name(item as Literal, fieldName(inner, field)); }
    if (isNode(value) && key.length >= MIN_SHARED && (this.counts.get(key) ?? 0) > 1) {
      this.shared.set(key, { name: this.unique(field), node: value });
    }
  }

  private unique(field: string): string {
    const base = field.replace(/[^A-Za-z0-9]+(.)?/g, (_, next: string | undefined) => (next ?? '').toUpperCase());
    let name = `${base}Node`;
    for (let number = 2; this.names.has(name); number += 1) { name = `${base}Node${number}`; }
    this.names.add(name);
    return name;
  }
}

/** A node is named after the field that contains it, not after keywords or list positions. */
function fieldName(key: string, field: string): string {
  return /^(?:[0-9]+|properties|items|additionalProperties|allOf|anyOf|oneOf|not)$/.test(key) ? field : key;
}

function isNode(value: Literal): boolean {
  return isRecord(value) && ['type', 'oneOf', 'anyOf', 'allOf', 'not', 'intOrString', 'preserveUnknownFields'].some(keyword => keyword in value)
    && !isRecord((value as Record<string, unknown>).type);
}

function isIdentifier(key: string): boolean {
  return /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(key);
}

function quote(text: string): string {
  const escaped = text.replace(/\\/g, '\\\\').replace(/\n/g, '\\n');
  return escaped.includes("'") && !escaped.includes('"') ? `"${escaped}"` : `'${escaped.replace(/'/g, "\\'")}'`;
}

/** The path of a group's module, relative to the folder of the schemas. */
export function moduleName(group: string): string {
  return `${group.replace(/\./g, '-')}.ts`;
}

function main(folder: string): void {
  const root = join(__dirname, '..');
  mkdirSync(folder, { recursive: true });
  for (const group of GROUPS) {
    const path = join(folder, moduleName(group));
    writeFileSync(path, generateModule(join(root, 'crds', `${group}.yaml`), group));
    process.stdout.write(`${path}\n`);
  }
}

if (require.main === module) {
  main(process.argv[2] ?? join(__dirname, '..', 'src', 'analysis', 'schema'));
}
