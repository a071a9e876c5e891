import { Severity } from '../../findings/finding';
import { ANY_KIND, ObjectRule } from '../../findings/rule';

export const listItems: ObjectRule = {
  name: 'kubernetes/list-items',
  severity: Severity.ERROR,
  upstream: 'ours',
  kinds: [ANY_KIND],
  * check({ apiVersion, kind, items }) {
    // A list whose items can be read is opened before any rule sees it.
    if (apiVersion !== 'v1' || kind !== 'List') { return; }
    yield `'items' must be a list of objects, got ${items === undefined ? 'nothing' : describe(items)}; write each object as an item`;
  },
};

/** What is wrong with an item of a list that is not an object. */
export function listItemMessage(item: unknown): string {
  return `must be an object, got ${describe(item)}; remove it`;
}

function describe(value: unknown): string {
  if (value === null) { return 'null'; }
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}
