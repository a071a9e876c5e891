import { isRecord } from '../base/json';

/**
 * A value without the parts that rules can't read. Fields are left out or, if they are required, empty. So are items of lists, so that the
 * others keep their index.
 *
 * A value without such parts is returned unchanged, not copied.
 *
 * @param unreadable the parts by the object or list that has them, with what is read instead
 */
export function readablePart<T>(value: T, unreadable: ReadonlyMap<object, ReadonlyMap<string | number, unknown>>): T {
  if (unreadable.size === 0 || typeof value !== 'object' || value === null) { return value; }
  const replaced = unreadable.get(value);
  const read = (key: string | number, item: unknown) => replaced?.has(key) ? replaced.get(key) : readablePart(item, unreadable);
  if (Array.isArray(value)) { return value.map((item, index) => read(index, item)) as T; }
  if (!isRecord(value)) { return value; }
  const names = new Set<string>([...Object.keys(value), ...[...replaced?.keys() ?? []].map(String)]);
  return Object.fromEntries([...names].flatMap(name => {
    const kept = read(name, value[name]);
    return kept === undefined ? [] : [[name, kept]];
  })) as T;
}
