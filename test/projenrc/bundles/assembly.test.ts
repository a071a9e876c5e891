import { readFileSync } from 'node:fs';
import { Assembly, fingerprintOf, withoutSourceLines } from '../../../projenrc/bundles/assembly';

const PUBLISHED = JSON.parse(readFileSync(require.resolve('constructs/.jsii'), 'utf8')) as Assembly;

/** The paths of all places with a key. */
function placesOf(key: string, value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) { return []; }
  return Object.entries(value).flatMap(([name, each]) => name === key ? [path] : placesOf(key, each, `${path}/${name}`));
}

test('the fingerprint is that of jsii', () => {
  expect(fingerprintOf(PUBLISHED)).toBe(PUBLISHED.fingerprint);
});

test('no type or member has the line of its source, and nothing else is missing', () => {
  const shrunk = withoutSourceLines(PUBLISHED);
  expect(placesOf('locationInModule', PUBLISHED).length).toBeGreaterThan(50);
  expect(placesOf('locationInModule', shrunk)).toEqual([]);
  const keysOf = (assembly: Assembly) => [...new Set(JSON.stringify(assembly).match(/"\w+":/g))].sort();
  expect(keysOf(shrunk)).toEqual(keysOf(PUBLISHED).filter(key => !['"locationInModule":', '"filename":', '"line":'].includes(key)));
  expect(placesOf('docs', shrunk)).toEqual(placesOf('docs', PUBLISHED));
  expect(placesOf('symbolId', shrunk)).toEqual(placesOf('symbolId', PUBLISHED));
  expect(shrunk.fingerprint).toBe(fingerprintOf(shrunk));
  expect(shrunk.fingerprint).not.toBe(PUBLISHED.fingerprint);
});
