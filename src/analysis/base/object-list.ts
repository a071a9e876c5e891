import { isRecord } from './json';
import type { KubernetesObject } from './kubernetes-object';

/** An object that stands in a list. */
export interface ListItem {
  /** Where it stands in the list, such as `items[2]`. */
  readonly place: string;
  readonly object: KubernetesObject;
}

/**
 * The objects in a list, as `kubectl get -o yaml` writes one: no list is ever stored, its items are applied one by one. What has no kind has that of the list's name.
 *
 * @returns undefined if the object is no list
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
