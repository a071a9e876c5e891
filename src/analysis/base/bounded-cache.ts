/** The value of a key in a map. It is computed if it is new. */
export function onceIn<T>(computed: Map<string, unknown>, key: string, compute: () => T): T {
  const known = computed.get(key);
  if (known !== undefined || computed.has(key)) { return known as T; }
  const value = compute();
  computed.set(key, value);
  return value;
}

/** Values that are computed once while there is room for them. Beyond a total weight, those that were not used for the longest time are forgotten. */
export class BoundedCache<T> {
  private readonly values = new Map<string, T>();
  private weight = 0;

  public constructor(private readonly maxWeight: number, private readonly weigh: (value: T) => number) {}

  /** The value of a key. The last value is always kept, whatever its weight. */
  public once(key: string, compute: () => T): T {
    const known = this.values.get(key);
    if (known !== undefined) {
      // A map has its keys in the order in which they were added.
      if (this.values.size > 1) {
        this.values.delete(key);
        this.values.set(key, known);
      }
      return known;
    }
    const value = compute();
    this.values.set(key, value);
    this.weight += this.weigh(value);
    for (const [oldest, forgotten] of this.values) {
      if (this.weight <= this.maxWeight || oldest === key) { break; }
      this.values.delete(oldest);
      this.weight -= this.weigh(forgotten);
    }
    return value;
  }
}
