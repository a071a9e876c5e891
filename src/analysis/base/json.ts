/** A JSON object. Its fields can be missing or of any type. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object: not null and not a list. */
export function isRecord(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value if it is an object, otherwise an empty object. */
export function recordOf(value: unknown): JsonObject {
  return isRecord(value) ? value : {};
}

/** The value if it is a list, otherwise an empty list. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The strings in a list. Other items are left out. Empty if the value is not a list. */
export function textsOf(value: unknown): string[] {
  return listOf(value).filter(item => typeof item === 'string');
}

/** The value if it is a string, otherwise undefined. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Whether two values of JSON are the same. The order of fields does not matter. */
export function isSameJson(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) { return a.length === b.length && a.every((item, index) => isSameJson(item, b[index])); }
  if (!isRecord(a) || !isRecord(b)) { return a === b; }
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every(name => Object.hasOwn(b, name) && isSameJson(a[name], b[name]));
}
