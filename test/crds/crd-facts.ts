import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { parseAllDocuments } from 'yaml';
import { version as yamlVersion } from 'yaml/package.json';

/** What has been parsed, for all test files that read CRDs: parsing takes longer than most of these tests. */
const PARSED = resolve(__dirname, '..', '..', '.cache', 'crds');

/** A CRD, read from its file. Integers are `bigint`. */
export interface Crd {
  readonly metadata: Record<string, unknown>;
  readonly spec: {
    readonly group: string;
    readonly scope: string;
    readonly names: Record<string, unknown> & { readonly kind: string; readonly plural: string };
    readonly versions: CrdVersion[];
  };
}

export interface CrdVersion {
  readonly name: string;
  readonly served: boolean;
  readonly storage: boolean;
  readonly deprecated?: boolean;
  readonly schema: { readonly openAPIV3Schema: Schema };
}

export interface Schema {
  readonly properties?: Record<string, Schema>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly type?: string;
  readonly format?: string;
  readonly required?: string[];
  readonly anyOf?: Schema[];
  readonly [keyword: string]: unknown;
}

export function readCrdFile(path: string): Crd[] {
  const text = readFileSync(path, 'utf8');
  const parsed = join(PARSED, createHash('sha256').update(`${yamlVersion} ${process.version} ${text}`).digest('hex'));
  if (existsSync(parsed)) { return deserialize(readFileSync(parsed)) as Crd[]; }
  const crds: Crd[] = parseAllDocuments(text, { intAsBigInt: true })
    .map(document => document.toJS())
    .filter(object => object?.kind === 'CustomResourceDefinition');
  mkdirSync(PARSED, { recursive: true });
  // Another process may read it at the same time.
  writeFileSync(`${parsed}.${process.pid}`, serialize(crds));
  renameSync(`${parsed}.${process.pid}`, parsed);
  return crds;
}

/** The facts of a CRD and of one version, one per line, without texts, the status, and the columns of `kubectl get`. */
export function crdFacts(crd: Crd, versionName: string): string[] {
  const version = crd.spec.versions.find(({ name }) => name === versionName);
  if (!version) { return []; }
  const { properties = {}, required = [], ...root } = version.schema.openAPIV3Schema;
  const { status: _, ...kept } = properties;
  return [
    `metadata.name ${crd.metadata.name}`,
    `group ${crd.spec.group}`,
    `scope ${crd.spec.scope}`,
    ...Object.entries(crd.spec.names).map(([name, value]) => `names.${name} ${json(value)}`),
    `served ${version.served}`,
    `deprecated ${version.deprecated ?? false}`,
    ...schemaFacts({ ...root, properties: kept, required: required.filter(name => name !== 'status') }, ''),
  ];
}

/** Every keyword of a schema and of its parts, one per line: the path, the keyword, the value. */
export function schemaFacts(schema: Schema, path: string): string[] {
  return Object.entries(schema).flatMap(([keyword, value]): string[] => {
    switch (keyword) {
      case 'description':
      case 'example':
        return [];
      case 'properties':
        return Object.entries(value as Record<string, Schema>)
          .flatMap(([name, property]) => [`${path}.${name} is a property`, ...schemaFacts(property, `${path}.${name}`)]);
      case 'required':
        return (value as string[]).map(name => `${path} requires ${name}`);
      case 'items':
        return [`${path} has items`, ...schemaFacts(value as Schema, `${path}[]`)];
      case 'additionalProperties':
        return typeof value === 'boolean'
          ? [`${path} additionalProperties ${value}`]
          : [`${path} is a map`, ...schemaFacts(value as Schema, `${path}{}`)];
      case 'not':
        return schemaFacts(value as Schema, `${path} not:`);
      case 'allOf':
      case 'anyOf':
      case 'oneOf':
        return (value as Schema[]).flatMap((option, index) => {
          const at = `${path} ${keyword}(${index}):`;
          return [`${at} is an option`, ...schemaFacts(option, at)];
        });
      case 'x-kubernetes-validations':
        return (value as Record<string, unknown>[]).map((entry, index) => {
          const { message: _, messageExpression: __, ...rule } = entry;
          return `${path} rule(${index}) ${json(rule)}`;
        });
      default:
        return [`${path} ${keyword} ${json(value)}`];
    }
  });
}

/** The differences between two lists of facts, in both directions. */
export function compareFacts(upstream: readonly string[], ours: readonly string[]): { missing: string[]; extra: string[] } {
  const [theirs, own] = [new Set(upstream), new Set(ours)];
  return { missing: upstream.filter(fact => !own.has(fact)), extra: ours.filter(fact => !theirs.has(fact)) };
}

function json(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) => typeof member === 'bigint' ? String(member) : member);
}
