import { isRecord, JsonObject, listOf } from '../../base/json';

/** An object within an object, and how a message calls it. */
export interface Site {
  readonly path: string;
  readonly value: JsonObject;
}

/** The objects in a list; whatever else is in it is left out. */
export function itemSites(list: unknown, path: string): Site[] {
  return listOf(list).flatMap((value, index) => isRecord(value) ? [{ path: `${path}[${index}]`, value }] : []);
}

/** The object in a field, as a list of one; of none if the field holds no object. */
export function fieldSites(parent: Site, field: string): Site[] {
  const value = parent.value[field];
  return isRecord(value) ? [{ path: `${parent.path}.${field}`, value }] : [];
}
