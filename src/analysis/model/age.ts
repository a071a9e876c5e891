import { recordOf, textOf } from '../base/json';
import type { KubernetesObject } from '../base/kubernetes-object';
import type { ObjectRef } from '../base/object-ref';

/** Something that istiod takes up in the order of creation. */
export interface Aged {
  readonly ref: ObjectRef;
  /** Time of creation in milliseconds; undefined where no one can know it, as for all objects before they are applied. */
  readonly created?: number;
  /** By what istiod orders what was created in the same second: this name, then the namespace. */
  readonly sortName: string;
  readonly namespace: string;
  /** Tells apart what istiod itself cannot put in an order, so that our own order is always the same. */
  readonly tieBreak: string;
}

/** Time of creation of an object, in milliseconds; undefined if it has none. */
export function createdAt(object: KubernetesObject): number | undefined {
  const text = textOf(recordOf(object.metadata).creationTimestamp);
  const time = text === undefined ? NaN : Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}

/** The order in which istiod takes things up, oldest first. What has no age comes last, in the order that things of one age have. */
export function compareAge(a: Aged, b: Aged): number {
  return (a.created ?? Infinity) - (b.created ?? Infinity) || compareNames(a, b) || compareText(a.tieBreak, b.tieBreak) || a.ref.index - b.ref.index;
}

/** Whether istiod's order of two things is certain: what is not applied yet may be created in any order. */
export function isOrderCertain(a: Aged, b: Aged): boolean {
  const sameObject = a.ref.index === b.ref.index;
  if (!sameObject && (a.created === undefined || b.created === undefined)) { return false; }
  return (!sameObject && a.created !== b.created) || compareNames(a, b) !== 0;
}

function compareNames(a: Aged, b: Aged): number {
  return compareText(a.sortName, b.sortName) || compareText(a.namespace, b.namespace);
}

function compareText(a: string, b: string): number {
  if (a === b) { return 0; }
  return a < b ? -1 : 1;
}
