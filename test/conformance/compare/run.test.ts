import * as fc from 'fast-check';
import { run } from '../../../conformance/compare/run';
import type { Topic } from '../../../conformance/compare/topic';
import type { Case } from '../../../conformance/generators/base/case';

const ARBITRARY: fc.Arbitrary<Case> = fc.array(fc.nat(100), { maxLength: 6 })
  .map(numbers => ({ objects: numbers.map(number => ({ apiVersion: 'v1', kind: 'Number', number })), questions: [] }));

/** Disagrees on numbers above 50, and in another way on lists of more than four. */
const TOPIC: Topic = {
  name: 'numbers',
  kind: 'findings',
  judge: 'istio',
  unit: 'lists',
  arbitrary: ARBITRARY,
  compare: (_, { objects }) => Promise.resolve({
    disagreements: [
      ...objects.filter(({ number }) => Number(number) > 50).map(({ number }) => ({ signature: 'large', text: `${String(number)} is large` })),
      ...objects.length > 4 ? [{ signature: 'long', text: `${objects.length} are many` }] : [],
    ],
    counts: new Map([['lists', 1]]),
  }),
  count: 1,
  ciCount: 1,
};
const NOBODY = { ask: () => Promise.reject(new Error('not asked')) };

test('each kind of disagreement is counted once a case, and made as small as possible', async () => {
  const { found, tally } = await run(TOPIC, NOBODY, { seed: 3, first: 0, count: 300, shrinks: 2 });
  const all = fc.sample(ARBITRARY, { seed: 3, numRuns: 300 });
  expect(Object.fromEntries(tally.counts)).toEqual({ lists: 300 });
  expect(found.map(({ signature, text, theCase }) => [signature, text, theCase.objects.length]).sort()).toEqual([['large', '51 is large', 1], ['long', '5 are many', 5]]);
  const casesWith = (isOne: (one: Case) => boolean) => all.filter(isOne).length;
  expect(Object.fromEntries(found.map(({ signature, cases }) => [signature, cases]))).toEqual({
    large: casesWith(({ objects }) => objects.some(({ number }) => Number(number) > 50)),
    long: casesWith(({ objects }) => objects.length > 4),
  });
});

test('a case is the same alone as among others', async () => {
  const { found } = await run(TOPIC, NOBODY, { seed: 3, first: 0, count: 300, shrinks: 0 });
  for (const { signature, index, text } of found) {
    const alone = await run(TOPIC, NOBODY, { seed: 3, first: index, count: 1, shrinks: 0 });
    expect(alone.found).toContainEqual(expect.objectContaining({ signature, text, index, cases: 1 }));
  }
});
