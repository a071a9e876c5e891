import { isRecord } from './json';
import type { KubernetesObject } from './kubernetes-object';

/** An item of a list of objects. */
export interface ListItem {
  /** Its path in the list, such as `items[2]`. */
  readonly place: string;
  readonly object: KubernetesObject;
}

/**
 * The objects in a list such as `kubectl get -o yaml` writes. A cluster does not store lists: it applies the items one by one. The kind of an item
 * without a kind follows from the kind of the list: `ServiceEntry` for a `ServiceEntryList`.
 *
 * @returns undefined if the object is not a list
 */
export function itemsOf(list: KubernetesObject): ListItem[] | undefined {
  if (!Array.isArray(list.items)) { return undefined; }
  return list.items.flatMap((item: unknown, index) => {
    const place = `items[${index}]`;
    const object = isRecord(item) ? withKind(item, list) : item as KubernetesObject;
    const nested = isRecord(object) ? itemsOf(object) : undefined;
    return nested ? nested.map(inner => ({ ...inner, place: `${place}.${inner.place}` })) : [{ place, object }];
  });
}

function withKind(item: Readonly<Record<string, unknown>>, { apiVersion, kind }: KubernetesObject): KubernetesObject {
  const itemKind = typeof kind === 'string' ? kind.replace(/List$/, '') : '';
  const isGiven = typeof item.kind === 'string' && item.kind !== '' || itemKind === '';
  return (isGiven ? item : { ...item, apiVersion, kind: itemKind }) as KubernetesObject;
}
