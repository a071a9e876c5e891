import { parseOptions } from '../../../../conformance/lab/fuzz/options';

test('a seed and a number of meshes, or one mesh of a seed', () => {
  expect(parseOptions(['--seed', '7', '--count', '1000'])).toEqual({ seed: 7, first: 0, count: 1000, minutes: undefined, progress: undefined, isAmbient: false, isDry: false });
  expect(parseOptions(['--seed', '7', '--mesh', '42'])).toEqual({ seed: 7, first: 42, count: 1, minutes: undefined, progress: undefined, isAmbient: false, isDry: false });
});

test('clients are in ambient mode if asked for', () => {
  expect(parseOptions(['--seed', '7', '--ambient'])).toMatchObject({ seed: 7, isAmbient: true });
});

test('with minutes, the time decides how many meshes there are', () => {
  expect(parseOptions(['--seed', '7', '--minutes', '3'])).toEqual({ seed: 7, first: 0, count: undefined, minutes: 3, progress: undefined, isAmbient: false, isDry: false });
});

test('a run that keeps its progress in a file needs a seed, so that it can continue', () => {
  expect(parseOptions(['--seed', '7', '--count', '1000', '--progress', 'run.jsonl']))
    .toEqual({ seed: 7, first: 0, count: 1000, minutes: undefined, progress: 'run.jsonl', isAmbient: false, isDry: false });
});

test('without a seed, there is a fresh one', () => {
  expect(parseOptions([]).seed).not.toBe(parseOptions([]).seed);
});

test.each<[string, string[], string]>([
  ['a mesh without a seed', ['--mesh', '1'], '\'--mesh\' needs \'--seed\''],
  ['a mesh and a count', ['--seed', '1', '--mesh', '1', '--count', '2'], '\'--mesh\' is one mesh: leave out \'--count\' and \'--minutes\''],
  ['progress without a seed', ['--progress', 'run.jsonl'], '\'--progress\' needs \'--seed\''],
  ['progress of one mesh', ['--seed', '1', '--mesh', '1', '--progress', 'run.jsonl'], '\'--progress\' is for several meshes in the lab: leave out \'--mesh\''],
  ['progress without the lab', ['--seed', '1', '--dry', '--progress', 'run.jsonl'], '\'--progress\' is for several meshes in the lab: leave out \'--dry\''],
  ['a seed that is not a number', ['--seed', 'x'], '\'--seed\' must be a number, got "x"'],
])('%s is refused', (_, args, message) => {
  expect(() => parseOptions(args)).toThrow(message);
});
