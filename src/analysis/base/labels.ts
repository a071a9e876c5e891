import { recordOf } from './json';

/** Labels of an object, or the labels that a selector requires. */
export type Labels = Readonly<Record<string, string>>;

/** The label that Kubernetes sets on every namespace to its name. */
export const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/** The labels in a value. Entries that are not strings are left out. */
export function labelsOf(value: unknown): Labels {
  return Object.fromEntries(Object.entries(recordOf(value)).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** Labels in the form of a message, such as `app=api,version=v1`. `kubectl` accepts the same form. */
export function showLabels(labels: Labels): string {
  return Object.entries(labels).map(([key, value]) => `${key}=${value}`).join(',');
}

/** Whether labels include all labels of a selector. An empty selector selects everything. */
export function selects(selector: Labels, labels: Labels): boolean {
  return Object.entries(selector).every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value);
}

