import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Progress } from '../../../../conformance/lab/fuzz/progress';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'progress-'));
  file = join(folder, 'run.jsonl');
});

afterEach(() => { rmSync(folder, { recursive: true }); });

const TRIED = { mesh: 0, counts: { 'ARRIVES endpoint': 6, 'FAILS dns': 2 }, differences: 1 };

test('what one process has done is known to the next', () => {
  Progress.open(file, 7).add(TRIED);
  const progress = Progress.open(file, 7);
  progress.add({ mesh: 1, counts: { 'FAILS dns': 8 }, differences: 0 });
  expect([progress.isDone(0), progress.isDone(1), progress.isDone(2)]).toEqual([true, true, false]);
  expect([progress.size, progress.meshes, progress.differences]).toEqual([2, 2, 1]);
  expect(progress.tally().counts).toEqual({ 'ARRIVES endpoint': 6, 'FAILS dns': 10 });
  expect(readFileSync(file, 'utf8').split('\n')).toEqual(['{"seed":7}', JSON.stringify(TRIED), '{"mesh":1,"counts":{"FAILS dns":8},"differences":0}', '']);
});

test('a mesh that fails is tried once more, and counts as an error if it fails again', () => {
  const progress = Progress.open(file, 7);
  progress.add({ mesh: 3, error: 'no answer' });
  expect([progress.isDone(3), progress.hasFailed(3), progress.failed]).toEqual([false, true, [{ mesh: 3, error: 'no answer' }]]);
  progress.add({ mesh: 3, error: 'no answer again' });
  expect([progress.isDone(3), progress.failed, progress.meshes]).toEqual([true, [{ mesh: 3, error: 'no answer again' }], 0]);
});

test('a mesh that fails once and is tried then is no error', () => {
  const progress = Progress.open(file, 7);
  progress.add({ mesh: 0, error: 'no answer' });
  progress.add(TRIED);
  expect([progress.isDone(0), progress.failed]).toEqual([true, []]);
});

test('a line that was cut off is not counted', () => {
  Progress.open(file, 7).add(TRIED);
  appendFileSync(file, '{"mesh":1,"cou');
  expect(Progress.open(file, 7).meshes).toBe(1);
});

test('the progress of another seed is refused', () => {
  Progress.open(file, 7);
  expect(() => Progress.open(file, 8)).toThrow(`${file} holds the progress of seed 7, not of 8`);
});
