import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, resolve, sep } from 'node:path';
import { ROOMS } from '../projenrc/rooms';

const ROOT = resolve(__dirname, '..');
const PAGE = readFileSync(join(ROOT, 'docs', 'architecture.md'), 'utf8');

/** At most as many files of its own a folder has, but for the folders of rules: there, each rule is a file. */
const MOST_FILES = 25;
const MOST_LINES = 400;

/** An import of one file by another, both by their paths from the root. */
interface Import {
  readonly from: string;
  readonly to: string;
}

function filesIn(folder: string): string[] {
  return (readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }))
    .map(path => posix.join(folder, path.split(sep).join('/')))
    .filter(path => path.endsWith('.ts') && !path.includes('/node_modules/'))
    .sort();
}

function importsOf(files: readonly string[]): Import[] {
  const known = new Set(files);
  return files.flatMap(from => {
    const text = readFileSync(join(ROOT, from), 'utf8');
    return [...text.matchAll(/(?:from|import|require\()\s*'(\.[^']+)'/g)].flatMap(([, specifier]) => {
      const path = posix.join(dirname(from), specifier);
      const to = [`${path}.ts`, `${path}/index.ts`].find(candidate => known.has(candidate));
      return to === undefined ? [] : [{ from, to }];
    });
  });
}

/** The arrows between folders, each once. */
function arrowsOf(imports: readonly Import[]): Map<string, Set<string>> {
  const arrows = new Map<string, Set<string>>();
  for (const { from, to } of imports.map(each => ({ from: dirname(each.from), to: dirname(each.to) }))) {
    if (from !== to) { arrows.set(from, (arrows.get(from) ?? new Set()).add(to)); }
  }
  return arrows;
}

/** The nodes of a graph that are on a circle, or between two: what remains when nodes without an arrow out or in are taken away, again and again. */
function onCircles(arrows: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  let left = new Set([...arrows].flatMap(([node, targets]) => [node, ...targets]));
  for (;;) {
    const out = new Set([...left].filter(node => [...arrows.get(node) ?? []].some(target => left.has(target))));
    const targeted = new Set([...out].flatMap(node => [...arrows.get(node)!]));
    const next = new Set([...out].filter(node => targeted.has(node)));
    if (next.size === left.size) { return [...left].sort(); }
    left = next;
  }
}

/** All files but the list of exports, which imports from every room. */
const SOURCE = filesIn('src').filter(file => file !== 'src/index.ts');

describe.each(['src', 'conformance', 'test', 'projenrc', 'benchmarks'])('the folders of %s', folder => {
  const files = filesIn(folder);
  const imports = importsOf(files);

  test('have no circle', () => {
    expect(onCircles(arrowsOf(imports))).toEqual([]);
  });

  test('have no circle of files', () => {
    const byFile = new Map<string, Set<string>>();
    for (const { from, to } of imports) { byFile.set(from, (byFile.get(from) ?? new Set()).add(to)); }
    expect(onCircles(byFile)).toEqual([]);
  });
});

test('a room imports only from the rooms that the list allows', () => {
  const allowed = new Map(ROOMS.map(({ folder, imports }) => [folder, new Set([folder, ...imports])]));
  const wrong = importsOf(SOURCE).filter(({ from, to }) => allowed.get(dirname(from))?.has(dirname(to)) !== true);
  expect(wrong).toEqual([]);
});

test('the list of rooms goes from the ground up', () => {
  const floors = ROOMS.map(({ folder }) => folder);
  const upwards = ROOMS.flatMap(({ folder, imports }, floor) => imports.filter(other => floors.indexOf(other) < 0 || floors.indexOf(other) >= floor).map(other => `${folder} -> ${other}`));
  expect(upwards).toEqual([]);
});

test('each folder is a room, and docs/architecture.md tells what each is for', () => {
  const folders = [...new Set(SOURCE.map(file => dirname(file)))].sort();
  expect(ROOMS.map(({ folder }) => folder).sort()).toEqual(folders);
  const described = [...PAGE.matchAll(/^\| `(src\/[^`]+)` \|/gm)].map(([, folder]) => folder);
  expect(described.sort()).toEqual(folders);
});

/** The node of the drawing that a folder belongs to. */
function groupOf(folder: string): string {
  const [, top, room] = folder.split('/');
  if (top !== 'analysis') { return top; }
  if (room === undefined) { return 'analysis'; }
  return ['base', 'settings', 'syntax', 'findings'].includes(room) ? 'ground' : `analysis_${room}`;
}

test('docs/architecture.md draws the arrows between groups of rooms as they are', () => {
  const drawn = [...PAGE.matchAll(/^ {2}([a-z_]+) --> ([a-z_]+)$/gm)].map(([, from, to]) => `${from} --> ${to}`);
  const real = new Set([...arrowsOf(importsOf(SOURCE))].flatMap(([from, targets]) => [...targets].map(to => [groupOf(from), groupOf(to)]))
    .filter(([from, to]) => from !== to).map(([from, to]) => `${from} --> ${to}`));
  expect(drawn.sort()).toEqual([...real].sort());
});

test('no folder is too full', () => {
  const counts = new Map<string, number>();
  for (const file of ['src', 'conformance', 'test', 'projenrc', 'benchmarks'].flatMap(filesIn)) { counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1); }
  const isOfRules = (folder: string) => /^src\/analysis\/rules\/(?:istio|dynatrace)\//.test(folder);
  expect([...counts].filter(([folder, count]) => count > MOST_FILES && !isOfRules(folder))).toEqual([]);
});

test('no file of the sources is too long', () => {
  const isGenerated = (file: string) => /^src\/analysis\/schema\/[a-z]+-(?:istio-io|com)\.ts$/.test(file) || file.endsWith('-crds.ts');
  const long = SOURCE.filter(file => !isGenerated(file) && readFileSync(join(ROOT, file), 'utf8').split('\n').length > MOST_LINES + 1);
  expect(long).toEqual([]);
});

const testFiles = filesIn('test').filter(file => file.endsWith('.test.ts'));

test.each(['analysis', 'core', 'dynatrace', 'egress', 'istio'])('the folders of test/%s mirror those of src', folder => {
  const sources = new Set(SOURCE.map(file => dirname(file)));
  const folders = [...new Set(testFiles.filter(file => file.startsWith(`test/${folder}/`)).map(file => dirname(file)))];
  const own = new Set([
    'test/analysis/cases', 'test/analysis/documented', 'test/analysis/faults', 'test/analysis/rules/istio', 'test/analysis/rules/dynatrace', 'test/dynatrace',
  ]);
  expect(folders.filter(each => !sources.has(`src/${each.slice('test/'.length)}`) && !own.has(each))).toEqual([]);
});
