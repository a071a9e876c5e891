import { markdownOf } from '../../../benchmarks/report/markdown';
import { plotsOf } from '../../../benchmarks/report/plot';
import { goalsOf, lowestOf, ratiosOf, type Results, rowResultsOf, worseThan } from '../../../benchmarks/report/results';
import { growthOf, OURS, type Row } from '../../../benchmarks/rows/row';
import type { Measured } from '../../../benchmarks/run/run';

const contender = (name: string) => ({ name, prepare: () => Promise.resolve([]) });

const ROW: Row = {
  name: 'objects',
  title: 'Objects',
  unit: 'charts',
  sizes: [10, 100],
  rounds: 3,
  contenders: [contender(OURS), contender('stock'), contender('other')],
  goals: [
    { name: 'the growth', unit: 'times', most: 1.1, now: at => growthOf(at, OURS, 10, 100) },
    { name: '100 charts', unit: 's', most: 2, now: at => at(OURS, 100)?.processor },
    { name: 'the other', unit: 'MB', most: 1200, now: at => at('other', 100)?.memory },
  ],
};

const measurement = (name: string, size: number, processor: number) => {
  return { contender: name, size, rounds: 3, processor, elapsed: processor * 2, memory: size * 10 };
};

const MEASURED: Measured = {
  row: ROW,
  measurements: [measurement(OURS, 10, 0.5), measurement('stock', 10, 0.25), measurement(OURS, 100, 2.5), measurement('stock', 100, 12.5)],
  missing: [{ contender: 'other', reason: 'it is missing' }],
  stopped: [{ contender: 'stock', size: 100 }],
};

test('a row has the ratio to each other contender at each size', () => {
  expect(rowResultsOf(MEASURED)).toEqual({
    name: 'objects',
    title: 'Objects',
    unit: 'charts',
    contenders: [OURS, 'stock', 'other'],
    measurements: [
      measurement(OURS, 10, 0.5), { ...measurement('stock', 10, 0.25), ratio: 2 }, measurement(OURS, 100, 2.5), { ...measurement('stock', 100, 12.5), ratio: 0.2 },
    ],
    missing: MEASURED.missing,
    stopped: MEASURED.stopped,
  });
});

test('the ratios that a record keeps are those to others, and the growth', () => {
  expect(ratiosOf([MEASURED])).toEqual({
    'objects 10: relative to stock': 2,
    'objects 100: relative to stock': 0.2,
    'objects: growth from 10 to 100': 0.5,
  });
});

test('a ratio that was measured twice is the lower one', () => {
  expect(lowestOf({ first: 2, second: 1, once: 3 }, { first: 1, second: 2, other: 4 })).toEqual({ first: 1, second: 1, once: 3 });
});

test('a ratio is worse if it is more than twice its record, and a new one is not', () => {
  expect(worseThan({ same: 1, twice: 1, worse: 1 }, { same: 1, twice: 2, worse: 2.01, new: 9 }))
    .toEqual(['worse: 2.01, which is more than twice its record 1']);
});

test('the text has the goals, a table for each row, and what was not measured', () => {
  const results: Results = {
    date: '2026-01-02', machine: '2 processors', versions: { 'Node.js': 'v20' }, command: 'npm run benchmark', goals: goalsOf(MEASURED), rows: [rowResultsOf(MEASURED)],
  };
  expect(markdownOf(results, () => ['objects-time.svg', 'objects-memory.svg']).split('\n').slice(2)).toEqual([
    'Measured on 2026-01-02, on 2 processors. Repeat it with `npm run benchmark`, after `npm ci`.',
    '',
    'Each program is a process of its own, from its start to its end. All programs of a table take turns, and write the same objects. Figures are medians. Processor time is that of all threads,',
    'without the time in which others use the processor; memory is the peak. The last column of a table is the time of this library divided by that of the program.',
    '',
    '|  | version |',
    '| --- | --- |',
    '| Node.js | v20 |',
    '',
    '## Goals',
    '',
    '| what | now | to reach | reached |',
    '| --- | --- | --- | --- |',
    '| the growth | 0.50 | ≤ 1.1 | yes |',
    '| 100 charts | 2.50 s | ≤ 2.00 s | no |',
    '| the other |  | ≤ 1,200 MB | not measured |',
    '',
    '## Objects',
    '',
    '![time by size](objects-time.svg)',
    '',
    '![memory by size](objects-memory.svg)',
    '',
    '| charts |  | processor time | elapsed | memory | this library takes × its time |',
    '| --- | --- | --- | --- | --- | --- |',
    '| 10 | this library | 0.50 s | 1.00 s | 100 MB |  |',
    '| 10 | stock | 0.25 s | 0.50 s | 100 MB | 2.00 |',
    '| 10 | other |  |  |  |  |',
    '| 100 | this library | 2.50 s | 5.00 s | 1,000 MB |  |',
    '| 100 | stock | 12.5 s | 25.0 s | 1,000 MB | 0.20 |',
    '| 100 | other |  |  |  |  |',
    '',
    '- other was not measured: it is missing',
    '- stock was not measured at more than 100: it takes longer than half a minute.',
    '',
  ]);
});

test('a row with several sizes has a plot of time and one of memory, with a line for each contender', () => {
  const plots = plotsOf(rowResultsOf(MEASURED));
  expect(Object.keys(plots)).toEqual(['objects-time.svg', 'objects-memory.svg']);
  const texts = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
  expect(texts(plots['objects-time.svg'])).toEqual(expect.arrayContaining(['Objects', 'charts', 'processor time in s', OURS, 'stock', 'other', '10', '100']));
  expect(texts(plots['objects-memory.svg'])).toEqual(expect.arrayContaining(['memory in MB', '1,000']));
});

test('a row with one size has no plots', () => {
  expect(plotsOf(rowResultsOf({ ...MEASURED, measurements: MEASURED.measurements.slice(0, 2) }))).toEqual({});
});
