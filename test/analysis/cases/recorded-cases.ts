import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { check } from '../../../src/analysis/check';
import { DEFAULT_MESH_SETTINGS, MeshSettings } from '../../../src/analysis/settings/mesh-settings';

/** What the API server's validation and istiod's webhook say of an object. */
export const ADMISSION: readonly string[] = ['schema', 'webhook', 'webhook-warning'];

/** Objects and what the real software said of them (Istio of 2026-08-27). Where the schema refuses an object, the webhook was not asked. */
interface JudgedCase {
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
 * Runs the cases of a file: our findings must be the recorded ones, no more and no less. How many of one kind an object has does not count.
 *
 * @param file name of the file, without its ending
 * @param upstreams the values of `upstream` that are compared
 */
export function describeCases(file: string, upstreams: readonly string[]): void {
  const cases = JSON.parse(readFileSync(join(__dirname, `${file}.json`), 'utf8')) as JudgedCase[];
  test.each(cases.map(judged => [`${judged.id} (${judged.note})`, judged] as const))('%s', (_, { objects, settings, expected }) => {
    const findings = check(objects, { ...DEFAULT_MESH_SETTINGS, ...settings });
    expect(toSet(findings, upstreams)).toEqual(toSet(expected, upstreams));
  });
}

function toSet(findings: readonly Expected[], upstreams: readonly string[]): string[] {
  const texts = findings.filter(({ upstream }) => upstreams.includes(upstream)).map(({ object, upstream, severity }) => `${object} ${upstream} ${severity}`);
  return [...new Set(texts)].sort();
}
