import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { differencesOf, errorFaults, writtenIn } from '../../../conformance/languages/compare';

const ROOT = resolve(__dirname, '..', '..', '..');

const GUIDE = 'https://github.com/cdk8s-istio-oneagent/cdk8s-istio-oneagent/blob/main/docs/other-languages.md';
const NAMES = `  [a] allowEgressTo() is allow_egress_to() in Python and AllowEgressTo() in Go and C#: see ${GUIDE}`;
const THEIRS = { 'error.txt': 'Validation failed:\n  [a] one' };

test('the files of a folder and of the folders in it are read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'written-'));
  try {
    mkdirSync(join(folder, 'dist'));
    writeFileSync(join(folder, 'dist', 'b.yaml'), 'b');
    writeFileSync(join(folder, 'a.txt'), 'a');
    expect(writtenIn(folder)).toEqual({ 'a.txt': 'a', 'dist': { 'b.yaml': 'b' } });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('each difference is named with its file and the first line that differs', () => {
  expect(differencesOf('quick-start', { dist: { same: 'x', changed: '1\n2\n3', longer: '1', shorter: '1\n2', missing: '' }, file: '' }, {
    dist: { same: 'x', changed: '1\ntwo\n3', longer: '1\n2', shorter: '1', more: '' }, file: {},
  })).toEqual([
    'quick-start/dist/changed: line 2 is not as in TypeScript: two',
    'quick-start/dist/longer: it has more lines than in TypeScript',
    'quick-start/dist/missing: it is missing',
    'quick-start/dist/more: TypeScript does not write it',
    'quick-start/dist/shorter: line 2 is not as in TypeScript: it is missing',
    'quick-start/file: a file in one of them, a folder in the other',
  ]);
});

describe('the error of an app in another language', () => {
  test('has the lines of TypeScript, then the names, and may have a class before and a stack trace after them', () => {
    expect(errorFaults(THEIRS, { 'error.txt': `Error: Validation failed:\n  [a] one\n${NAMES}\n    at synth` })).toEqual([]);
  });

  test.each([
    ['without the names', 'Validation failed:\n  [a] one', 'error: it does not end with the names of the languages:   [a] one'],
    ['with another line', `Validation failed:\n  [a] two\n${NAMES}`, 'error: line 2 is not as in TypeScript:   [a] two'],
    ['with another beginning', `Crash:\n  [a] one\n${NAMES}`, 'error: it does not begin as in TypeScript: Crash:'],
  ])('%s is a fault', (_, text, fault) => {
    expect(errorFaults(THEIRS, { 'error.txt': text })).toContain(fault);
  });

  test('that is missing on one of the sides is a fault', () => {
    expect(errorFaults(THEIRS, {})).toEqual(['error: there is none']);
    expect(errorFaults({}, { 'error.txt': 'x' })).toEqual(['error: the app in TypeScript has no error']);
  });
});

test('the guide shows the programs that run', () => {
  const guide = readFileSync(join(ROOT, 'docs', 'other-languages.md'), 'utf8');
  const shown = [...guide.matchAll(/<!-- program: (\S+) -->\n```[a-z]+\n([\s\S]*?)```/g)].map(([, name, code]) => [name, code]);
  expect(shown.map(([name]) => name)).toEqual(['python/quickstart.py', 'go/quickstart/main.go', 'java/QuickStart.java']);
  expect(shown).toEqual(shown.map(([name]) => [name, readFileSync(join(ROOT, 'conformance', 'languages', name), 'utf8')]));
});
