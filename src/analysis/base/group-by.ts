/** Appends an item to the list at a key. Creates the list if there is none. */
export function append<K, T>(lists: Map<K, T[]>, key: K, item: T): void {
  const list = lists.get(key);
  if (list) { list.push(item); } else { lists.set(key, [item]); }
}

/** Groups items by their key. Each list keeps the order of the items. */
export function groupBy<K, T>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) { append(groups, keyOf(item), item); }
  return groups;
}

/** Groups items by all their keys: an item is in the list of each of its keys. An item without keys is in no list. */
export function groupByEach<K, T>(items: Iterable<T>, keysOf: (item: T) => Iterable<K>): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    for (const key of keysOf(item)) { append(groups, key, item); }
  }
  return groups;
}
