/** A copy of a list, or undefined if it is empty, so that no manifest has an empty list. */
export function listOrNothing<T>(list: readonly T[] | undefined): T[] | undefined {
  return list && list.length > 0 ? [...list] : undefined;
}

/** The values of a set, in an order that does not depend on that of the app, or undefined if there are none. */
export function setOrNothing(values: readonly string[] | undefined): string[] | undefined {
  return listOrNothing(values)?.sort();
}

/** A copy of a map, or undefined if it is empty. */
export function mapOrNothing<T>(map: { readonly [key: string]: T } | undefined): { [key: string]: T } | undefined {
  return map && Object.keys(map).length > 0 ? { ...map } : undefined;
}

/** A structure, or undefined if none of its members is set. */
export function structOrNothing<T extends object>(struct: T): T | undefined {
  return Object.values(struct).some(value => value !== undefined) ? struct : undefined;
}
