import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, resolve, sep } from 'node:path';

const ROOT = resolve(__dirname, '..');

/** Turns of phrase that readers must parse twice, with what to write instead. */
const HABITS: ReadonlyMap<RegExp, string> = new Map([
  [/\bhangs? on\b/i, 'depends on'],
  [/\b(?:is|are) none of\b|\bwhat is no\b/i, 'is not, is not one of, anything that is not'],
  [/(?:^|[.!?:*/] )Of (?:a|an|the|one|what|some|two)\b/, 'For …, If …'],
  [/\btakes? (?:it|them|her|him) for\b/i, 'treats as, accepts'],
  [/\bstands? (?:in|on|for) (?:the|a|an|no|its)\b/i, 'is in, is declared in, represents, sets'],
  [/\b(?:is|are) had from\b|\bwithout a word\b|\bworth a word\b|\bfor ever\b|\band else not\b|\bsuch a one\b|\bthe other cure\b|\bwhoever\b/i,
    'use …, silently, deserves a message, forever, otherwise never, one, the alternative'],
]);

/** Generated, or a list of what happened. */
const EXEMPT = new Set(['API.md', 'CHANGELOG.md', 'test/words.test.ts']);

function filesIn(folder: string, extension: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map(path => posix.join(folder, path.split(sep).join('/')))
    .filter(path => path.endsWith(extension) && !path.includes('node_modules/'));
}

const files = [
  ...readdirSync(ROOT).filter(name => name.endsWith('.md')),
  ...filesIn('docs', '.md'),
  ...['src', 'test', 'conformance', 'projenrc', 'benchmarks', 'examples', 'page'].flatMap(folder => filesIn(folder, '.ts')),
].filter(file => !EXEMPT.has(file));

test.each([...HABITS])('nothing is written with %s: write "%s"', habit => {
  const places = files.flatMap(file => readFileSync(join(ROOT, file), 'utf8').split('\n').flatMap((line, index) => habit.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : []));
  expect(places).toEqual([]);
});
