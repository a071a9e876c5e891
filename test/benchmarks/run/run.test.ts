import { OURS, type Row } from '../../../benchmarks/rows/row';
import { costsOf, runRow } from '../../../benchmarks/run/run';
import { Missing } from '../../../conformance/languages/language';

interface Options {
  readonly missing?: string;
  readonly written?: Readonly<Record<string, string>>;
  readonly sizes?: readonly number[];
}

/** Runs a row of contenders whose times are given by size. */
function run(times: Readonly<Record<string, (size: number) => number>>, options: Options = {}) {
  const order: string[] = [];
  const row: Row = {
    name: 'row',
    title: 'Row',
    unit: 'objects',
    sizes: [],
    rounds: 3,
    contenders: Object.keys(times).map(name => ({
      name,
      prepare: (folder, size) => name === options.missing ? Promise.reject(new Missing('it is not there\nsecond line')) : Promise.resolve([{ program: name, args: [String(size)], folder }]),
      ...options.written ? { written: () => options.written![name] } : {},
    })),
  };
  const measured = runRow(row, options.sizes ?? [1, 10], () => undefined, ([{ program, args: [size] }]) => {
    order.push(`${program} ${size}`);
    return { processor: times[program](Number(size)), elapsed: 1, memory: 1 };
  });
  return { measured, order };
}

test('the contenders take turns', async () => {
  const { measured, order } = run({ [OURS]: () => 1, other: () => 2 }, { sizes: [5] });
  await measured;
  expect(order).toEqual(Array(3).fill([`${OURS} 5`, 'other 5']).flat());
});

test('the figures are medians', async () => {
  let round = 0;
  const { measured } = run({ [OURS]: () => [9, 1, 2][round++] }, { sizes: [5] });
  expect((await measured).measurements).toEqual([{ contender: OURS, size: 5, rounds: 3, processor: 2, elapsed: 1, memory: 1 }]);
});

test('what is missing is left out, with the first line of the reason', async () => {
  const { measured } = run({ [OURS]: () => 1, other: () => 2 }, { missing: 'other' });
  const found = await measured;
  expect(found.missing).toEqual([{ contender: 'other', reason: 'it is not there' }]);
  expect(costsOf(found)('other', 1)).toBeUndefined();
  expect(costsOf(found)(OURS, 10)?.processor).toBe(1);
});

test('what takes long is measured once, and then no more', async () => {
  const { measured, order } = run({ [OURS]: () => 1, slow: size => size * 4 }, { sizes: [1, 10, 100] });
  const found = await measured;
  expect(found.stopped).toEqual([{ contender: 'slow', size: 10 }]);
  expect(order.filter(each => each.startsWith('slow'))).toEqual(['slow 1', 'slow 1', 'slow 1', 'slow 10']);
});

test('contenders that write other objects are refused', async () => {
  const same = run({ [OURS]: () => 1, other: () => 1 }, { written: { [OURS]: 'a: 1\nb: 2\n---\nc: 3\n', other: '---\nc: 3\n---\nb: 2\na: 1\n' } });
  expect((await same.measured).measurements).toHaveLength(4);
  const different = run({ [OURS]: () => 1, other: () => 1 }, { written: { [OURS]: 'a: 1\n', other: 'a: 2\n' } });
  await expect(different.measured).rejects.toThrow('other does not write the objects of this library: {"a":2} instead of {"a":1}');
  const fewer = run({ [OURS]: () => 1, other: () => 1 }, { written: { [OURS]: 'a: 1\n---\nb: 1\n', other: 'a: 1\n' } });
  await expect(fewer.measured).rejects.toThrow('other does not write the objects of this library: 1 objects instead of 2');
});
