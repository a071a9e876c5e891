import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';

/** A CustomResourceDefinition, read from a file. */
export interface CustomResourceDefinition {
  /** The file that contains it. */
  readonly path: string;
  readonly group: string;
  readonly kind: string;
  readonly scope: unknown;
  /** `spec.names`. */
  readonly names: Readonly<Record<string, unknown>>;
  /** `spec.versions`. */
  readonly versions: ReadonlyArray<Readonly<Record<string, unknown>>>;
}

/** Whether a value read from YAML is a map. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Reads the CustomResourceDefinitions of a YAML file. Other objects in the file are ignored.
 *
 * @throws if the file can't be read, is not valid YAML, or contains a CustomResourceDefinition that is not apiextensions.k8s.io/v1
 */
export function readCrds(path: string): CustomResourceDefinition[] {
  // As numbers, 64-bit integers would lose their last digits.
  return parseAllDocuments(read(path), { intAsBigInt: true }).flatMap(document => {
    const [error] = document.errors;
    if (error) { throw new Error(`"${path}" is not valid YAML: ${error.message.split('\n')[0].replace(/:$/, '')}`); }
    const object: unknown = document.toJS();
    return isRecord(object) && object.kind === 'CustomResourceDefinition' ? [toCrd(path, object)] : [];
  });
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(`"${path}" can't be read: ${(error as NodeJS.ErrnoException).code}`);
  }
}

function toCrd(path: string, object: Record<string, unknown>): CustomResourceDefinition {
  const { apiVersion, spec } = object;
  const names = isRecord(spec) ? spec.names : undefined;
  if (apiVersion !== 'apiextensions.k8s.io/v1' || !isRecord(spec) || !isRecord(names)
    || typeof spec.group !== 'string' || typeof names.kind !== 'string' || !Array.isArray(spec.versions) || !spec.versions.every(isRecord)) {
    const name = isRecord(object.metadata) ? object.metadata.name : undefined;
    throw new Error(`the CustomResourceDefinition "${name}" in "${path}" is not of the form apiextensions.k8s.io/v1, got "${apiVersion}"`);
  }
  return { path, group: spec.group, kind: names.kind, scope: spec.scope, names, versions: spec.versions };
}
