import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { constants, gunzipSync, gzipSync } from 'node:zlib';

/** A jsii assembly: what other languages, documentation and libraries that extend this one know of it. */
export type Assembly = Record<string, unknown>;

/**
 * The assembly without the line of the source of each type and member. The package has no sources, and no tool of jsii reads the lines of a dependency. They are a fifth of the compressed assembly.
 *
 * @param assembly as jsii writes it: with sorted keys
 */
export function withoutSourceLines({ fingerprint: _, ...assembly }: Assembly): Assembly {
  const kept = JSON.parse(JSON.stringify(assembly, (key, value: unknown) => key === 'locationInModule' ? undefined : value)) as Assembly;
  return { ...kept, fingerprint: fingerprintOf(kept) };
}

/** The fingerprint of an assembly, as jsii computes it: of everything but the fingerprint itself. */
export function fingerprintOf({ fingerprint: _, ...assembly }: Assembly): string {
  return createHash('sha256').update(JSON.stringify(assembly)).digest('base64');
}

/** Makes a compressed assembly smaller. */
export function shrinkAssembly(file: string): void {
  const assembly = JSON.parse(gunzipSync(readFileSync(file)).toString()) as Assembly;
  writeFileSync(file, gzipSync(JSON.stringify(withoutSourceLines(assembly)), { level: constants.Z_BEST_COMPRESSION }));
}
