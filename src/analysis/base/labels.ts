import { recordOf } from './json';

/** Labels of an object, or the labels that a selector requires. */
export type Labels = Readonly<Record<string, string>>;

/** The label that Kubernetes sets on every namespace to its name. */
export const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/** The labels in a value. Entries that are not strings are left out; without such entries, the labels are the value itself. */
export function labelsOf(value: unknown): Labels {
  const labels = recordOf(value);
  const isText = (label: unknown) => typeof label === 'string';
  if (Object.values(labels).every(isText)) { return labels as Labels; }
  return Object.fromEntries(Object.entries(labels).filter((entry): entry is [string, string] => isText(entry[1])));
}

/** Labels in the form of a message, such as `app=api,version=v1`. `kubectl` accepts the same form. */
export function showLabels(labels: Labels): string {
  return Object.entries(labels).map(([key, value]) => `${key}=${value}`).join(',');
}

/** Whether labels include all labels of a selector. An empty selector selects everything. */
export function selects(selector: Labels, labels: Labels): boolean {
  return Object.entries(selector).every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value);
}

