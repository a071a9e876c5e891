/** The values that occur more than once, each of them once, in the order in which the second one comes. */
export function duplicatesOf<T>(values: Iterable<T>): T[] {
  const seen = new Set<T>();
  const twice = new Set<T>();
  for (const value of values) {
    if (seen.has(value)) { twice.add(value); }
    seen.add(value);
  }
  return [...twice];
}
