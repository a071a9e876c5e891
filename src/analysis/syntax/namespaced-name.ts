/** A text such as `<namespace>/<name>`, split at its first slash. */
export interface NamespacedName {
  /** What is before the slash; undefined if there is no slash. */
  readonly namespace?: string;
  /** What is after the slash; the whole text if there is no slash. */
  readonly name: string;
}

/** Splits a text such as `<namespace>/<name>` at its first slash. Neither part is checked. */
export function splitNamespace(text: string): NamespacedName {
  const slash = text.indexOf('/');
  return slash < 0 ? { name: text } : { namespace: text.slice(0, slash), name: text.slice(slash + 1) };
}
