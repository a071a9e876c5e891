import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { check } from '../../../src/analysis/check';
import { DEFAULT_MESH_SETTINGS, MeshSettings } from '../../../src/analysis/settings/mesh-settings';

/** Values of `upstream` of the API server's validation and istiod's webhook. */
export const ADMISSION: readonly string[] = ['schema', 'webhook', 'webhook-warning'];

/** Objects, and the findings of the real software (Istio of 2026-08-27). If the schema rejects an object, the webhook was not called. */
interface RecordedCase {
  readonly id: string;
  readonly note: string;
  readonly settings?: Partial<MeshSettings>;
  readonly objects: readonly KubernetesObject[];
  readonly expected: readonly Expected[];
}

interface Expected {
  readonly object: number;
  readonly upstream: string;
  readonly severity: string;
}

/**
 * Runs the cases of a file: our findings must be exactly the recorded ones. The number of equal findings of an object is not compared,
 * and neither is what we find in an object that the schema rejects.
 *
 * @param file name of the file, without its extension
 * @param upstreams the values of `upstream` that are compared
 */
export function describeCases(file: string, upstreams: readonly string[]): void {
  const cases = JSON.parse(readFileSync(join(__dirname, `${file}.json`), 'utf8')) as RecordedCase[];
  test.each(cases.map(recorded => [`${recorded.id} (${recorded.note})`, recorded] as const))('%s', (_, { objects, settings, expected }) => {
    const rejected = new Set(expected.filter(({ upstream }) => upstream === 'schema').map(({ object }) => object));
    const findings = check(objects, { ...DEFAULT_MESH_SETTINGS, ...settings }).filter(({ object, upstream }) => upstream === 'schema' || !rejected.has(object));
    expect(toSet(findings, upstreams)).toEqual(toSet(expected, upstreams));
  });
}

function toSet(findings: readonly Expected[], upstreams: readonly string[]): string[] {
  const texts = findings.filter(({ upstream }) => upstreams.includes(upstream)).map(({ object, upstream, severity }) => `${object} ${upstream} ${severity}`);
  return [...new Set(texts)].sort();
}
