/** The values that occur more than once. Each is returned once, in the order of its second occurrence. */
export function duplicatesOf<T>(values: Iterable<T>): T[] {
  const seen = new Set<T>();
  const twice = new Set<T>();
  for (const value of values) {
    if (seen.has(value)) { twice.add(value); }
    seen.add(value);
  }
  return [...twice];
}
