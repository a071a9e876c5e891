import { isRecord, JsonObject, listOf } from '../../base/json';

/** An object within an object, and its path in messages. */
export interface Site {
  readonly path: string;
  readonly value: JsonObject;
}

/** The objects in a list. Other items are skipped. */
export function itemSites(list: unknown, path: string): Site[] {
  return listOf(list).flatMap((value, index) => isRecord(value) ? [{ path: `${path}[${index}]`, value }] : []);
}

/** The object in a field, as a list of one; empty if the field has no object. */
export function fieldSites(parent: Site, field: string): Site[] {
  const value = parent.value[field];
  return isRecord(value) ? [{ path: `${parent.path}.${field}`, value }] : [];
}
