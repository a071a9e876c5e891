import type { Cure, Objects } from './named-cures';
import type { Finding } from '../../../src/analysis/findings/finding';

type Key = string | number;

/**
 * The cures of messages that begin with the path of a field and say "remove it" or `write "value"`: the field at this path is removed or replaced. The
 * table of named cures has the rules whose messages mean something else by these words.
 */
export function automaticCures({ message, object }: Finding): Cure[] {
  const path = pathOf(message);
  if (path === undefined) { return []; }
  const removal = /\bremove (?:it|them)\b/.exec(message)?.[0];
  const [words, value] = /\bwrite "([^"]+)"/.exec(message) ?? [];
  const change = (apply: (parent: any, key: Key) => void) => (objects: Objects) => apply(parentOf(objects[object], path), path.at(-1)!);
  return [
    ...removal === undefined ? [] : [{ words: removal, apply: change(remove) }],
    ...words === undefined ? [] : [{ words, apply: change((parent, key) => { parent[key] = value; }) }],
  ];
}

function remove(parent: any, key: Key): void {
  if (Array.isArray(parent)) { parent.splice(Number(key), 1); } else { delete parent[key]; }
}

function parentOf(object: any, path: readonly Key[]): any {
  return path.slice(0, -1).reduce((value, key) => value[key], object);
}

/** The path in quotes that a message begins with: `'spec.egress[0].hosts'`. Undefined if there is none. */
function pathOf(message: string): Key[] | undefined {
  const text = /^'((?:spec|metadata|data|stringData)\b[^']*)'/.exec(message)?.[1];
  if (text === undefined || !/^\w+(?:\.[\w-]+|\[\d+\]|\["[^"]*"\])*$/.test(text)) { return undefined; }
  return [...text.matchAll(/([A-Za-z_][\w-]*)|\[(\d+)\]|\["([^"]*)"\]/g)].map(([, name, index, quoted]) => name ?? quoted ?? Number(index));
}
