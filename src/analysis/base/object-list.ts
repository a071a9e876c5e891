import { isRecord } from './json';
import type { KubernetesObject } from './kubernetes-object';

/** An item of a list of objects. */
export interface ListItem {
  /** Its path in the list, such as `items[2]`. */
  readonly place: string;
  readonly object: KubernetesObject;
}

/** An object among others, some of which were lists. */
export interface OpenedObject {
  readonly object: KubernetesObject;
  /** Index of what was given: the object itself, or the list that it is in. */
  readonly given: number;
  /** Its path in the list. Undefined if it is not in a list. */
  readonly place?: string;
}

/** Lists in lists that are opened. A deeper one stays as it is. */
const MAX_LISTS = 100;

/** The objects, with the items of a list in place of the list. */
export function openLists(objects: readonly KubernetesObject[]): OpenedObject[] {
  return objects.flatMap((object, given): OpenedObject[] => {
    const items = isRecord(object) ? itemsOf(object) : undefined;
    return items ? items.map(item => ({ ...item, given })) : [{ object, given }];
  });
}

/**
 * The objects in a list such as `kubectl get -o yaml` writes. A cluster does not store lists: it applies the items one by one. The kind of an item
 * without a kind follows from the kind of the list: `ServiceEntry` for a `ServiceEntryList`.
 *
 * @returns undefined if the object is not a list
 */
export function itemsOf(list: KubernetesObject): ListItem[] | undefined {
  return itemsWithin(list, MAX_LISTS);
}

function itemsWithin(list: KubernetesObject, levels: number): ListItem[] | undefined {
  const items: unknown = isEmptyList(list) ? [] : list.items;
  if (!Array.isArray(items) || levels === 0) { return undefined; }
  return items.flatMap((item: unknown, index) => {
    const place = `items[${index}]`;
    const object = isRecord(item) ? withKind(item, list) : item as KubernetesObject;
    const nested = isRecord(object) ? itemsWithin(object, levels - 1) : undefined;
    return nested ? nested.map(inner => ({ ...inner, place: `${place}.${inner.place}` })) : [{ place, object }];
  });
}

/** Go writes a list without items as null. */
function isEmptyList({ kind, items }: KubernetesObject): boolean {
  return items === null && typeof kind === 'string' && kind.endsWith('List');
}

function withKind(item: Readonly<Record<string, unknown>>, { apiVersion, kind }: KubernetesObject): KubernetesObject {
  const itemKind = typeof kind === 'string' ? kind.replace(/List$/, '') : '';
  const isGiven = typeof item.kind === 'string' && item.kind !== '' || itemKind === '';
  return (isGiven ? item : { ...item, apiVersion, kind: itemKind }) as KubernetesObject;
}
