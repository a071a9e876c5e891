/**
 * How many times as much processor time a call takes with many objects as with few. The smallest of up to three results, because garbage collection can only make a call
 * slower: the first result below the limit is returned.
 *
 * @param limit the result from which a test fails
 */
export function growthOfTime<T>(call: (input: T) => void, few: T, many: T, limit: number): number {
  const time = (input: T) => {
    const start = process.cpuUsage();
    call(input);
    const { user, system } = process.cpuUsage(start);
    return user + system;
  };
  // The first calls also compile the code.
  const fastest = Math.min(...[few, few, few, few].map(time));
  let growth = Infinity;
  for (let attempt = 0; attempt < 3 && growth >= limit; attempt++) { growth = Math.min(growth, time(many) / fastest); }
  return growth;
}
