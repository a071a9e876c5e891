/** An object of JSON, none of whose fields is taken for granted. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is an object of JSON, not null and not a list. */
export function isRecord(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object that a value is; an empty one if it is none. */
export function recordOf(value: unknown): JsonObject {
  return isRecord(value) ? value : {};
}

/** The list that a value is; an empty one if it is none. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The texts in a value that is a list; whatever else is in it is left out. */
export function textsOf(value: unknown): string[] {
  return listOf(value).filter(item => typeof item === 'string');
}

/** The text that a value is; undefined if it is none. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
