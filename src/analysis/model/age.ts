import { recordOf, textOf } from '../base/json';
import type { KubernetesObject } from '../base/kubernetes-object';
import type { ObjectRef } from '../base/object-ref';

/** Something that istiod processes in the order of creation. */
export interface Aged {
  readonly ref: ObjectRef;
  /** Creation time in milliseconds. Undefined if it is unknown, as for all objects that are not applied yet. */
  readonly created?: number;
  /** The name by which istiod sorts items that were created in the same second. The namespace comes second. */
  readonly sortName: string;
  readonly namespace: string;
  /** Sorts items that istiod does not sort, so that our order is deterministic. */
  readonly tieBreak: string;
}

/** Creation time of an object in milliseconds. Undefined if it has none. */
export function createdAt(object: KubernetesObject): number | undefined {
  const text = textOf(recordOf(object.metadata).creationTimestamp);
  const time = text === undefined ? NaN : Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}

/** Compares two items in the order in which istiod processes them, oldest first. Items without an age come last, sorted like items of equal age. */
export function compareAge(a: Aged, b: Aged): number {
  return (a.created ?? Infinity) - (b.created ?? Infinity) || compareNames(a, b) || compareText(a.tieBreak, b.tieBreak) || a.ref.index - b.ref.index;
}

/** Whether istiod's order of two items is certain. Objects that are not applied yet can be created in any order. */
export function isOrderCertain(a: Aged, b: Aged): boolean {
  const sameObject = a.ref.index === b.ref.index;
  if (!sameObject && (a.created === undefined || b.created === undefined)) { return false; }
  return (!sameObject && a.created !== b.created) || compareNames(a, b) !== 0;
}

/** The items that can be the oldest. The list must be sorted by age: if its first item is not certainly older than another, then none is. */
export function oldest<T extends Aged>(items: readonly T[]): T[] {
  const [first] = items;
  return items.filter(item => item === first || !isOrderCertain(first, item));
}

function compareNames(a: Aged, b: Aged): number {
  return compareText(a.sortName, b.sortName) || compareText(a.namespace, b.namespace);
}

function compareText(a: string, b: string): number {
  if (a === b) { return 0; }
  return a < b ? -1 : 1;
}
