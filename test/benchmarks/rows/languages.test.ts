import { callsRow, languagesRow } from '../../../benchmarks/rows/languages';
import { type CostAt, OURS } from '../../../benchmarks/rows/row';

/** The costs of processes with these times, by contender and size. */
function costs(times: Readonly<Record<string, Readonly<Record<number, number>>>>): CostAt {
  return (contender, size) => {
    const processor = times[contender]?.[size];
    return processor === undefined ? undefined : { processor, elapsed: processor, memory: 1 };
  };
}

const goalOf = (row: typeof callsRow, language: string) => row.goals!.find(({ name }) => name.includes(language))!;

describe('calls', () => {
  const times = { [OURS]: { 1: 0.25, 400: 0.5 }, 'cdk8s': { 1: 0.25, 400: 0.25 }, 'python': { 1: 0.75, 400: 2 }, 'python, cdk8s': { 1: 0.5, 400: 1 } };

  test('of this library are compared with those of cdk8s, without the start and without what they cost in TypeScript', () => {
    expect(goalOf(callsRow, 'python').now(costs(times))).toBe((2 - 0.75 - 0.25) / 0.5);
  });

  test.each(Object.keys(times))('are not compared without %s', missing => {
    expect(goalOf(callsRow, 'python').now(costs({ ...times, [missing]: {} }))).toBeUndefined();
  });

  test('are not compared if those of cdk8s took no longer than their start', () => {
    expect(goalOf(callsRow, 'python').now(costs({ ...times, 'python, cdk8s': { 1: 1, 400: 1 } }))).toBeUndefined();
  });

  test('are those of this library and of cdk8s, in each language', () => {
    expect(callsRow.contenders.map(({ name }) => name)).toEqual([OURS, 'cdk8s', 'python', 'python, cdk8s', 'java', 'java, cdk8s', 'go', 'go, cdk8s']);
  });
});

test('an app in another language may take its start, and 1.2 times the time of TypeScript', () => {
  expect(goalOf(languagesRow, 'java').now(costs({ [OURS]: { 100: 2.5 }, java: { 1: 1, 100: 6 } }))).toBe(1.5);
});
