import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { FACTOR, LIMIT, ratioOf } from '../../../conformance/growth/measure';
import { answerAll, GrowthKind, meshFamily, objectsOf } from '../../../conformance/growth/meshes';
import { READERS } from '../../../conformance/growth/readers';
import { textFamily, textOf } from '../../../conformance/growth/texts';

/** The ratio for work of a number of steps, each of which takes a millisecond. */
function ratioFor(steps: (size: number) => number): number | undefined {
  let now = 0;
  return ratioOf(size => () => { now += steps(size); }, { clock: () => now, sizes: [1, 64], resolution: 5 });
}

test('linear work is within the limit, also with a logarithm, and quadratic work is not', () => {
  expect(ratioFor(size => size)).toBe(FACTOR);
  expect(ratioFor(size => size * Math.log2(size + 1))).toBeLessThan(LIMIT);
  expect(ratioFor(size => size ** 2)).toBe(FACTOR ** 2);
  expect(ratioFor(size => size ** 1.5)).toBeGreaterThan(LIMIT);
});

test('work that takes no time has no ratio, and work that takes long is measured once', () => {
  expect(ratioFor(() => 0.01)).toBeUndefined();
  expect(ratioFor(size => 2 ** size)).toBeGreaterThan(LIMIT);
  expect(ratioFor(size => 5 * size)).toBe(FACTOR);
});

test('a run that something else slowed down does not count', () => {
  let now = 0;
  let runs = 0;
  const ratio = ratioOf(size => () => { now += size * (++runs % 3 === 0 ? 40 : 1); }, { clock: () => now, sizes: [1, 64], resolution: 5 });
  expect(ratio).toBeLessThan(LIMIT);
});

test('all functions of src/analysis/syntax that read a text are tried', () => {
  const folder = join(__dirname, '..', '..', '..', 'src', 'analysis', 'syntax');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'));
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the files are listed at run time
  const modules = files.map(file => require(join(folder, file)) as Record<string, unknown>);
  const names = modules.flatMap(module => Object.keys(module).filter(name => typeof module[name] === 'function' && (module[name] as () => unknown).length > 0));
  expect(names.length).toBeGreaterThan(35);
  expect(names.filter(name => !READERS.has(name))).toEqual([]);
});

test('every reader reads every text', () => {
  for (const family of fc.sample(textFamily, { seed: 3, numRuns: 40 })) {
    const text = textOf(family, 200);
    expect(text.length).toBeGreaterThanOrEqual(200);
    for (const read of READERS.values()) { read(text); }
  }
});

test('meshes grow in every way, and are answered', () => {
  const families = fc.sample(meshFamily, { seed: 3, numRuns: 60 });
  const sizes = families.map(family => [1, 4].map(times => JSON.stringify(objectsOf(family, times)).length));
  const grown = new Set<GrowthKind>(families.filter((_, index) => sizes[index][1] > sizes[index][0]).map(({ kind }) => kind));
  expect([...grown].sort()).toEqual(['hosts', 'list', 'map', 'namespaces', 'objects', 'text']);
  for (const family of families.slice(0, 20)) { answerAll(objectsOf(family, 3), family.mesh); }
});
