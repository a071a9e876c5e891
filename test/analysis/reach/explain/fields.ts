import type { KubernetesObject } from '../../../../src/analysis/base/kubernetes-object';

type Key = string | number;

/** The keys of a path in a message, such as `spec.ports[0].name` or `metadata.annotations["a.b/c"]`. Undefined if the text is no path. */
export function keysOf(path: string): Key[] | undefined {
  if (!/^(?:metadata|spec|apiVersion|data|stringData)\b/.test(path)) { return undefined; }
  const keys: Key[] = [];
  const part = /\.?([A-Za-z_][\w-]*)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/y;
  while (part.lastIndex < path.length) {
    const match = part.exec(path);
    if (!match) { return undefined; }
    const [, name, index, quoted] = match;
    keys.push(name ?? (index === undefined ? JSON.parse(quoted) as string : Number(index)));
  }
  return keys;
}

/** The value at a path. */
export function valueAt(object: unknown, keys: readonly Key[]): unknown {
  return keys.reduce<any>((value, key) => value?.[key], object);
}

/** Sets the value at a path, and creates what is missing above it. */
export function setAt(object: KubernetesObject, path: string, value: unknown): void {
  const keys = keysOf(path)!;
  const parent = keys.slice(0, -1).reduce<any>((at, key, depth) => at[key] ??= typeof keys[depth + 1] === 'number' ? [] : {}, object);
  parent[keys.at(-1)!] = value;
}

/** Adds items to the list at a path. */
export function addTo(object: KubernetesObject, path: string, ...items: unknown[]): void {
  setAt(object, path, [...valueAt(object, keysOf(path)!) as unknown[] ?? [], ...items]);
}
