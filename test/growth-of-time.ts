/**
 * How many times as long a call takes with many objects as with few. The smallest of up to three results, because other programs can only make a call slower: the first
 * result below the limit is returned.
 *
 * @param limit the result from which a test fails
 */
export function growthOfTime<T>(call: (input: T) => void, few: T, many: T, limit: number): number {
  const time = (input: T) => {
    const start = performance.now();
    call(input);
    return performance.now() - start;
  };
  // The first calls also compile the code.
  const fastest = Math.min(...[few, few, few, few].map(time));
  let growth = Infinity;
  for (let attempt = 0; attempt < 3 && growth >= limit; attempt++) { growth = Math.min(growth, time(many) / fastest); }
  return growth;
}
